# किसी को बुलाना, और कौन ड्यूटी पर है।

ring-head = 🚨 <b>{ $said }</b>
ring-reason-urgent = बहुत ज़रूरी
ring-reason-late = समय-सीमा निकल गई
ring-reason-by-hand = साथी मदद माँग रहे हैं
ring-reason-rule = नियम से ज़रूरी
ring-reason-incident = घटना
ring-step = कॉल { $number }/{ $count }
ring-again = दोबारा भेजा, पहला पहुँचा हो सकता है
ring-incident = 📈 { $place }: { $since } से { $count ->
    [one] { $count } नकारात्मक कमेंट
   *[other] { $count } नकारात्मक कमेंट
  }
ring-case = #{ $number } { $author }, { $community }
ring-held = ✋ { $by } देख रहे हैं, { $at } तक।
ring-done = ✅ निपट गया ({ $by })।
ring-run-out = 🔕 किसी ने जवाब नहीं दिया; अब नहीं बुला रहा।
label-acknowledge = ✋ मेरे ज़िम्मे
label-fetch = किसी और को
label-open-case = यहाँ खोलें
label-escalate = 🚨 मदद बुलाएँ
fetch-whom = किसे बुलाऊँ?
fetch-nobody = इस डेस्क पर और कोई नहीं है।
fetched-by = 📣 { $by } ने { $name } को बुलवाया।
escalated-by = 🚨 { $by } ने मदद माँगी: जब तक कोई न देखे, एक-एक कर बुलाता हूँ।
ladder-run-out = 🔕 { $kind ->
    [incident] घटना { $number }
   *[other] #{ $number }
  }: सबको एक से ज़्यादा बार बुलाया, किसी ने जवाब नहीं दिया। अब नहीं बुलाता; बोर्ड पर बना रहेगा।
toast-acknowledged = { $time } तक आपके पास; कुछ न हुआ तो आगे बुलाऊँगा
toast-fetched = { $name } को बुलाता हूँ
toast-escalated = बुलाता हूँ
toast-escalated-already = पहले से बुलाया जा रहा है
toast-oncall-taken = आप ड्यूटी पर हैं
toast-oncall-nothing = आपने कोई शिफ़्ट नहीं ली

command-oncall = कौन ड्यूटी पर है, और शिफ़्ट लेना
help-oncall = /oncall दिखाता है कि ज़रूरी होने पर पहले किसे बुलाया जाता है, इस हफ़्ते भी; टैप से शिफ़्ट लें
oncall-now = 📟 <b>{ $name }</b> ड्यूटी पर हैं, { $at } तक।
oncall-now-and = 📟 <b>{ $name }</b> ड्यूटी पर हैं, फिर { $others }; { $at } तक।
oncall-nobody = 📟 { $at } तक कोई ड्यूटी पर नहीं: प्रमुखों को बुलाया जाएगा।
oncall-empty =
    📟 कोई सूची नहीं है: प्रमुखों को बुलाया जाएगा। नीचे शिफ़्ट लें, या कॉन्फ़िगरेशन में हर हफ़्ते की लिखें: <code>[[oncall.shifts]]</code>।
oncall-leads = कोई नहीं (प्रमुख)
oncall-line = { $begins } – { $ends }: { $who }
oncall-cannot-be-rung = 🔕 { $names } को निजी मैसेज नहीं भेज सकता: मेरे साथ चैट खोलकर Start दबाएँ।
oncall-for-whom = कल सुबह तक कौन ड्यूटी पर रहेगा?
label-oncall-hours = { $count } घंटे मैं लूँ
label-oncall-tonight = रात तक
label-oncall-morning = 9:00 तक
label-oncall-give = शिफ़्ट लौटाएँ
label-oncall-other = कोई और
label-oncall-back = ‹ वापस
page-due = { $at } तक जवाब देना है
