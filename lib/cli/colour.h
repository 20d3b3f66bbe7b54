/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_COLOUR_H
#define CLI_COLOUR_H

#include "cli/options.h"
#include "report/palette.h"

enum colour_when {
	COLOUR_UNSET = -1, /* neither --color nor --no-color */
	COLOUR_NEVER,
	COLOUR_ALWAYS,
	COLOUR_AUTO,
};

extern const struct option_choice colour_choices[];

/* --color[=<when>] and --no-color, into an int that starts as COLOUR_UNSET. */
#define OPT_COLOUR(v)                                                                              \
	{                                                                                          \
		.kind = OPTION_CHOICE, .name = "color", .number = (v), .choices = colour_choices,  \
		.argument = "<when>", .set = COLOUR_ALWAYS, .unset = COLOUR_NEVER,                 \
		.flags = OPTION_OPTIONAL | OPTION_NEGATABLE,                                       \
		.help = "color the output: always, auto, or never"                                 \
	}

/*
 * Whether to colour: by --color, else color.kvm, else color.ui, else auto. Auto is a terminal (TERM
 * neither unset nor dumb) or a pager (unless color.pager is false), and NO_COLOR unset or empty.
 * To be asked behind pager_start().
 */
bool colour_wanted(int when);

/* The escape sequence of a colour in git's syntax, to be freed with g_free(); NULL for what is
 * none, which git has told then. */
char *colour_sequence(const char *name);

/*
 * The escape sequences of all slots, by color.kvm.<slot> (git's syntax: "bold red", "reverse 208",
 * "#ff8000", "normal") or their defaults; of empty strings where no colour is wanted. They live as
 * long as the process.
 */
void colour_palette(int when, struct palette *out);

#endif
