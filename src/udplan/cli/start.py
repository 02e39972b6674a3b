"""`udplan` and nothing else: what this is, and what can be done next here."""

from udplan.cli.language import _, plural, worded
from udplan.cli.output import moments_of, say, shown, today, workspace_root
from udplan.ground.errors import UdplanError


def start() -> int:
    """Say what can be done next here."""
    from udplan.usecases.next_step import Step, beginnings, next_steps

    steps: list[Step] = []
    try:
        moments = moments_of(workspace_root(None))
        plans = moments.now
    except UdplanError as error:
        say(error.message)
        steps += beginnings()
    else:
        for plan in plans.plans:
            count = len(plan.entries)
            items = plural("{count} item", "{count} items", count).format(count=count)
            shown(f"{plan.titel}: {items}" if plan.levende else f"{plan.titel}: {items}, {_('no longer followed')}")
        steps += next_steps(moments, today())
    shown(_("What can be done next:"))
    width = max(len(step.command) for step in steps)
    for step in steps:
        shown(f"  {step.command:{width}}  {worded(step.why)}")
    say(_("all commands: udplan --help; the guide: udplan guide"))
    return 0
