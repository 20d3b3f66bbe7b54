# SPDX-License-Identifier: GPL-2.0-or-later
#
# fish up to 3.6.0 looks for the completions of "git kvm-digest" under a wrong name: says the right one.
# Read at the start of each fish, so it is short; the completions themselves are in git-kvm.fish.

for command in kvm-digest kvm-series kvm-authors
    complete -c git -f -n "__fish_git_using_command $command" -a "(__fish_git_complete_custom_command $command)"
end
