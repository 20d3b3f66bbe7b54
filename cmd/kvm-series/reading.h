/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_READING_H
#define KVM_SERIES_READING_H

#include "cli/colour.h"
#include "cli/source.h"
#include "report/conversation.h"
#include "search/mails.h"

/* How mails are printed for a reader; begin with READING_OPTIONS_INIT. */
struct reading_options {
	int quotes, colour;
	int diff, stat; /* of patches, see struct conversation_view */
	int given;
	const char *date;
};

#define READING_OPTIONS_INIT                                                                       \
	{                                                                                          \
		.quotes = QUOTES_FOLD, .colour = COLOUR_UNSET, .diff = 1                           \
	}

extern const struct option_choice quotes_choices[];

/* patch_choice_parse() of an option's argument, which exits where it is none. */
void patches_parse(struct patch_choice *out, const char *text, const char *option);

/* Dies where numbers of patches are asked for that the version does not have. */
void patches_check(const struct patch_choice *choice, const struct series *series);

/*
 * Prints mails (struct thread_mail), in the pager: replies with the tags that are in them, but were
 * not their senders' to give; and where the options want that, patches with those that answers gave
 * them.
 */
void reading_print(struct source *source, const GArray *mails, const struct talks *talks,
		   const struct reading_options *options);

#endif
