/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_SUBCOMMANDS_H
#define KVM_SERIES_SUBCOMMANDS_H

#include <glib.h>
#include "cli/options.h"

/* The subcommand that somebody may have meant who wrote that; NULL for none. */
const char *similar_subcommand(const char *word);

/* The tables of the two that are meant where none is named. */
extern const struct command kvm_series_list_command, kvm_series_show_command;

/*
 * What git kvm-series does, each with its own table of options; argv[0] is the subcommand. They
 * return the exit status.
 */
int kvm_series_list(int argc, char **argv);
int kvm_series_show(int argc, char **argv);
int kvm_series_mbox(int argc, char **argv);
int kvm_series_am(int argc, char **argv);
int kvm_series_diff(int argc, char **argv);
int kvm_series_log(int argc, char **argv);
int kvm_series_find(int argc, char **argv);
int kvm_series_reply(int argc, char **argv);
int kvm_series_base(int argc, char **argv);

/* The range of the list where none is typed, for whose turn it is: reviews take weeks. */
#define LIST_DAYS 90
#define LIST_DAYS_TEXT G_STRINGIFY(LIST_DAYS)

#endif
