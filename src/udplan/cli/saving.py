"""`udplan save`: the plan as it is now becomes a version in git."""

from typing import TYPE_CHECKING, Annotated

import typer

from udplan.cli.edited import notes_said
from udplan.cli.language import _, plural
from udplan.cli.options import DryRun, Root
from udplan.cli.output import moments_of, out, say, say_internal, today, workspace_root

if TYPE_CHECKING:
    from udplan.usecases.saving import Saved

_MOST_NAMED = 5


def save(
    message: Annotated[
        str | None, typer.Argument(metavar=_("[MESSAGE]"), help=_("What happened; by default the change in words."))
    ] = None,
    root: Root = None,
    push: Annotated[bool, typer.Option("--push", help=_("Send it to the others too, as git push does."))] = False,
    with_errors: Annotated[
        bool, typer.Option("--with-errors", help=_("Save although udplan check finds errors."))
    ] = False,
    dry_run: DryRun = False,
) -> int:
    """Save the plan in git: check it, show the change in words, commit it."""
    from udplan.ground.language import words_of
    from udplan.usecases.saving import Asked
    from udplan.usecases.saving import save as saved

    folder = workspace_root(root)
    # What is kept in the plan's history is Danish, as papers are, whoever saves it.
    asked = Asked((message or "").strip(), with_errors, dry_run)
    with notes_said():
        done = saved(moments_of(folder), asked, today(), words_of("da"))
    for sentence in done.recovered:
        say(sentence)
    _say_saved(done, dry_run=dry_run)
    if push and not dry_run:
        from udplan.adapters.git.commits import push as send

        send(folder)
        say(_("sent to the others"))
    return 0


def _say_saved(done: "Saved", *, dry_run: bool) -> None:
    from udplan.cli.diff import plans_text

    if done.message:
        out(plans_text(done.plans, "HEAD", _("the files now")))
        say_internal(any(each.intern for each in done.plans))
        _say_problems(done)
    if done.left or done.outside:
        named = ", ".join(done.left[:_MOST_NAMED]) + (", …" if len(done.left) > _MOST_NAMED else "")
        count = len(done.left) + done.outside
        text = plural(
            "not saved, since it is no part of the plan: {count} file",
            "not saved, since they are no part of the plan: {count} files",
            count,
        ).format(count=count)
        say(f"{text} ({named})" if named else text)
    if done.said:
        say(done.said)
    if not done.message:
        say(_("nothing to save: the plan is as it was saved last"))
    elif dry_run:
        say(_("dry run: nothing was written"))
    else:
        say(_("saved: {commit} {message}").format(commit=done.commit[:10], message=done.message.partition("\n")[0]))
        if not done.on_branch:
            say(_("warning: you are on no branch of git; name one before you go on, with git switch -c NAME"))


def _say_problems(done: "Saved") -> None:
    errors = sum(problem.severity == "error" for problem in done.problems)
    if done.problems:
        warnings = len(done.problems) - errors
        told = [
            plural("{count} error", "{count} errors", errors).format(count=errors),
            plural("{count} warning", "{count} warnings", warnings).format(count=warnings),
        ]
        say(f"{told[0]}, {told[1]}; {_('see udplan check')}")
