# SPDX-License-Identifier: GPL-2.0-or-later
#
# Read at the start of each fish, so it is short: what completes is __fish_git_kvm, which is read at first use. Here
# and not in a file for each command, since fish's completion of git finds those in some versions only.

# fish 4 takes the description that was added last. Its completion of git is read at the first TAB, and describes
# all as "Custom command": ours are added again behind it, from the second TAB on.
function __fish_git_kvm_describe --on-variable __fish_git_cmdline
    functions -q __fish_git_custom_commands; and functions -e __fish_git_kvm_describe
    complete -c git -f -n __fish_git_needs_command -a kvm-digest -d 'digest of a kernel mailing list from its public-inbox clone'
    complete -c git -f -n __fish_git_needs_command -a kvm-series -d 'list, show, read, export and compare the patch series of a mailing list'
    complete -c git -f -n __fish_git_needs_command -a kvm-authors -d 'who wrote, reviewed and tested what on a mailing list'
end
__fish_git_kvm_describe
for command in kvm-digest kvm-series kvm-authors
    complete -c git -f -n "__fish_git_using_command $command" -a "(__fish_git_kvm $command)"
    complete -c git-$command -f -a "(__fish_git_kvm $command)"
end
