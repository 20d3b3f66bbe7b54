/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_PRINT_H
#define KVM_SERIES_PRINT_H

#include "cli/options.h"
#include "report/series_list.h"

/* How the list is printed. */
struct print_options {
	const char *format; /* of --format; NULL: kvm.format, or the table */
	int json, nul, colour;
	const char *date;
};

struct print;

/* Understands the format; where there is a mistake it exits. Behind config_start(). */
struct print *print_new(const struct print_options *options);
void print_free(struct print *print);

/* Whether it is a site, which is for write_site(). */
bool print_is_site(const struct print *print);

/* Prints rows (struct series_row), in the pager called after command. */
void print_rows(struct print *print, GArray *rows, const char *command);

#endif
