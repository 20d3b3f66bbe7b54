# SPDX-License-Identifier: GPL-2.0-or-later
#
# Completion for git-kvm's commands in fish. Installed under the name of each command; fish's completion
# of git finds it by that name. Options and their values are asked of the commands.

function __fish_git_kvm_revisions
    set -l range (string match -r '^(?:.*\.\.\.?|\^)' -- (commandline -ct))
    for ref in HEAD (git for-each-ref --format='%(refname:short)' 2>/dev/null)
        echo "$range$ref"
    end
end

for command in git-kvm-digest
    complete -c $command -f -a '(__fish_git_kvm_revisions)'
    complete -c $command -s h -d 'Show the usage'
    for option in (string split ' ' -- ($command --git-completion-helper 2>/dev/null))
        set -l name (string replace -r '^--(.*?)=?$' '$1' -- $option)
        test -n "$name"
        or continue
        set -l values ($command --git-completion-helper-values=$name 2>/dev/null)
        if string match -q '*=' -- $option
            complete -c $command -l $name -x -a "$values"
        else
            complete -c $command -l $name -a "$values"
        end
    end
end
