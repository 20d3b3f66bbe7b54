# SPDX-License-Identifier: GPL-2.0-or-later
#
# What can stand where the cursor is, for "git kvm-digest" and the like: asked of the command, in one process.

function __fish_git_kvm -a command
    # fish's completion of git asks for "git-kvm-digest" in the place of "git -C <folder> kvm-digest"; we are
    # asked for that, too, and know the folder.
    string match -q '*__fish_git_complete_custom_command*' -- (status stack-trace)
    and return
    set -l words (commandline -opc)
    set -l at (contains -i -- $command $words; or contains -i -- git-$command $words)
    set -l globals
    test $at -gt 2
    and set globals $words[2..(math $at - 1)]
    set -l lines (git $globals $command --git-completion-helper-line $words[(math $at + 1)..] \
        (string unescape -- (commandline -ct); or commandline -ct) 2>/dev/null)
    set -q lines[1]
    or return
    set -l first (string split \t -- $lines[1])
    for line in $lines[2..]
        echo "$first[1]$line"
    end
    set -l value (string sub -s (math (string length -- "$first[1]") + 1) -- (commandline -ct))
    switch $first[2]
        case folders
            printf '%s\n' $first[1](__fish_complete_directories "$value" folder)
        case files
            printf '%s\n' $first[1](__fish_complete_path "$value")
    end
end
