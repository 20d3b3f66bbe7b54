# SPDX-License-Identifier: GPL-2.0-or-later
#
# Completion for git-kvm's commands in fish. Installed under the name of each command; fish's completion
# of git finds it by that name. Options and their values are asked of the commands.

# Those of the inbox, which need not be the repository we are in.
function __fish_git_kvm_revisions
    set -l range (string match -r '^(?:.*\.\.\.?|\^)' -- (commandline -ct))
    set -l inbox (git-kvm-digest --git-completion-helper-inbox 2>/dev/null)
    set -q inbox[1]
    and set inbox --git-dir=$inbox
    for ref in HEAD (git $inbox for-each-ref --format='%(refname:short)' 2>/dev/null)
        echo "$range$ref"
    end
end

function __fish_git_kvm_inboxes
    git-kvm-digest --git-completion-helper-inboxes 2>/dev/null
    __fish_complete_directories (string replace -r '^--inbox=' '' -- (commandline -ct)) inbox
end

# What a command, or one of its subcommands, takes, where the condition holds.
function __fish_git_kvm_options -a command sub condition
    for option in (string split ' ' -- ($command (string split -n ' ' -- $sub) --git-completion-helper 2>/dev/null))
        set -l name (string replace -r '^--(.*?)=?$' '$1' -- $option)
        test -n "$name"; and string match -q -- '--*' $option
        or continue
        if test $name = inbox
            complete -c $command -n "$condition" -l inbox -x -a '(__fish_git_kvm_inboxes)'
            continue
        end
        set -l values ($command (string split -n ' ' -- $sub) --git-completion-helper-values=$name 2>/dev/null)
        if string match -q '*=' -- $option
            complete -c $command -n "$condition" -l $name -x -a "$values"
        else
            complete -c $command -n "$condition" -l $name -a "$values"
        end
    end
end

for command in git-kvm-digest git-kvm-series git-kvm-authors
    set -l subcommands (string match -v -- '-*' (string split ' ' -- ($command --git-completion-helper 2>/dev/null)))
    complete -c $command -f -a '(__fish_git_kvm_revisions)'
    complete -c $command -s h -d 'Show the usage'
    if test (count $subcommands) -eq 0
        __fish_git_kvm_options $command
        continue
    end
    complete -c $command -f -n "not __fish_seen_subcommand_from $subcommands" -a "$subcommands"
    __fish_git_kvm_options $command '' "not __fish_seen_subcommand_from $subcommands"
    for sub in $subcommands
        __fish_git_kvm_options $command $sub "__fish_seen_subcommand_from $sub"
    end
end
