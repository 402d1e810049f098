"""What works for a desk beside it: triage, delivery, drafts by a language model."""

from __future__ import annotations

from collections.abc import Callable

from bot.managers_desk.common import CommonParts
from bot.services.board_delivery import BoardDelivery
from bot.services.delivery import Delivery
from bot.services.desk.assigning import RuleAssignment
from bot.services.desk.drafting import Drafting
from bot.services.desk.telling_leads import LeadsTold
from bot.services.desk_delivery import DeskDelivery
from bot.services.incident_delivery import IncidentDelivery
from bot.services.model_drafts import ModelDrafts
from bot.services.ring_delivery import RingDelivery
from bot.services.ring_view import RingViewer
from bot.services.settling import Settling
from bot.services.topic_delivery import TopicDelivery
from bot.services.triage import Triage
from bot.sla_rules import sla_of


def triage_of(desk: CommonParts, *, after: Callable[[], None]) -> Triage:
    """What judges comments and makes cases of them; `after` follows when some are to be drawn."""
    settling = Settling(
        clock=desk.clock,
        sla=sla_of(desk.settings),
        urgent_from=desk.settings.desk.ring_at,
        reports=desk.reports,
        automatic=desk.automatic,
        sweeping=desk.sweeping,
        escalation=desk.escalation,
        same_things=desk.same_things,
        assignment=RuleAssignment(owner=desk.owner, clock=desk.clock, notes=desk.notes),
    )
    return Triage(
        bot_id=desk.owner.bot_id,
        store=desk.store,
        classifier=desk.classifier,
        library=desk.library,
        clock=desk.clock,
        thresholds=desk.thresholds,
        rules=desk.rules,
        settling=settling,
        zone=desk.zone,
        after=after,
    )


def delivery_of(desk: CommonParts) -> Delivery:
    """What makes requests to Telegram of what the outbox holds."""
    gateway = desk.parts.gateway
    at_desk = DeskDelivery(
        gateway=gateway,
        viewer=desk.viewer,
        groups=desk.groups,
        speaking=desk.speaking,
        routing=desk.routing,
        ring_at=desk.settings.desk.ring_at,
    )
    return Delivery(
        store=desk.store,
        gateway=gateway,
        clock=desk.clock,
        notes=desk.notes,
        desk=at_desk,
        topics=TopicDelivery(
            owner=desk.owner,
            gateway=gateway,
            routing=desk.routing,
            notes=desk.notes,
            leads=LeadsTold(owner=desk.owner, speaking=desk.speaking, notes=desk.notes),
        ),
        boards=BoardDelivery(boards=desk.boards, gateway=gateway),
        incidents=IncidentDelivery(incidents=desk.incidents, gateway=gateway),
        rings=RingDelivery(
            escalation=desk.escalation,
            viewer=RingViewer(rosters=desk.rosters, plan=desk.escalation.plan),
            desk=at_desk,
            speaking=desk.speaking,
        ),
    )


def model_drafts_of(
    desk: CommonParts, *, drafting: Callable[[str], Drafting], after: Callable[[], None]
) -> ModelDrafts | None:
    """What has a language model draft answers, where one is configured."""
    if desk.parts.drafter is None:
        return None
    return ModelDrafts(
        desk_id=desk.owner.desk_id,
        brand=desk.settings.brand.name,
        drafter=desk.parts.drafter,
        wishes=desk.wishes,
        store=desk.store,
        clock=desk.clock,
        classifier=desk.classifier,
        speaking=desk.speaking,
        notes=desk.notes,
        library=desk.library,
        viewer=desk.viewer,
        voicing=desk.voicing,
        drafting=drafting,
        min_evidence=desk.settings.drafting.min_evidence,
        after=after,
    )
