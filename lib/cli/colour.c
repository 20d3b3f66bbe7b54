/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/colour.h"

#include <stdlib.h>
#include <unistd.h>
#include "cli/config.h"
#include "cli/git.h"
#include "cli/pager.h"

#define RESET "\033[m"

const struct option_choice colour_choices[] = {
	{ "always", COLOUR_ALWAYS },
	{ "auto", COLOUR_AUTO },
	{ "never", COLOUR_NEVER },
	{ NULL, 0 },
};

/* What a slot has where nothing is said of color.kvm.<slot>, but of these. */
static const char *const git_keys[PALETTE_NR] = {
	[PALETTE_ADDED] = "color.diff.new",
	[PALETTE_REMOVED] = "color.diff.old",
	[PALETTE_META] = "color.diff.meta",
	[PALETTE_WHITESPACE] = "color.diff.whitespace",
	[PALETTE_FRAG] = "color.diff.frag",
	[PALETTE_ADDED_BOLD] = "color.diff.newBold",
	[PALETTE_ADDED_DIMMED] = "color.diff.newDimmed",
	[PALETTE_REMOVED_BOLD] = "color.diff.oldBold",
	[PALETTE_REMOVED_DIMMED] = "color.diff.oldDimmed",
	[PALETTE_CONTEXT_BOLD] = "color.diff.contextBold",
	[PALETTE_CONTEXT_DIMMED] = "color.diff.contextDimmed",
};

static const char *const defaults[PALETTE_NR] = {
	[PALETTE_HEADING] = "\033[1m",	   /* bold */
	[PALETTE_COUNT] = "",		   /* plain */
	[PALETTE_COMMIT] = "\033[33m",	   /* yellow, as in git log */
	[PALETTE_AUTHOR] = "\033[36m",	   /* cyan */
	[PALETTE_DATE] = "\033[34m",	   /* blue */
	[PALETTE_PREFIX] = "\033[33m",	   /* yellow */
	[PALETTE_TITLE] = "\033[1m",	   /* bold */
	[PALETTE_NEW] = "\033[32m",	   /* green */
	[PALETTE_OLD] = "\033[2m",	   /* dim */
	[PALETTE_TRAILER] = "\033[35m",	   /* magenta */
	[PALETTE_ADDED] = "\033[32m",	   /* green, as in git diff */
	[PALETTE_REMOVED] = "\033[31m",	   /* red */
	[PALETTE_QUOTED] = "\033[2m",	   /* dim */
	[PALETTE_META] = "\033[1m",	   /* bold, as in git diff */
	[PALETTE_WHITESPACE] = "\033[41m", /* on red, as there */

	/* All as in git range-diff */
	[PALETTE_FRAG] = "\033[36m",		 /* cyan */
	[PALETTE_ADDED_BOLD] = "\033[1;32m",	 /* bold green */
	[PALETTE_ADDED_DIMMED] = "\033[2;32m",	 /* dim green */
	[PALETTE_REMOVED_BOLD] = "\033[1;31m",	 /* bold red */
	[PALETTE_REMOVED_DIMMED] = "\033[2;31m", /* dim red */
	[PALETTE_CONTEXT_BOLD] = "\033[1m",	 /* bold */
	[PALETTE_CONTEXT_DIMMED] = "\033[2m",	 /* dim */
};

/* Of a config key that is always, auto, never or a boolean, where true means auto. */
static int configured_when(const char *key)
{
	int when;

	if (config_maybe_bool(key, -1) < 0 && config_has(key) &&
	    option_choice_find(colour_choices, config_string(key), &when))
		return when;
	return config_bool(key, true) ? COLOUR_AUTO : COLOUR_NEVER;
}

static bool auto_colour(void)
{
	const char *term = getenv("TERM");
	const char *no_color = getenv("NO_COLOR");

	if (no_color && *no_color)
		return false;
	if (!term || !strcmp(term, "dumb"))
		return false;
	if (pager_in_use())
		return config_bool("color.pager", true);
	return isatty(STDOUT_FILENO);
}

bool colour_wanted(int when)
{
	if (when == COLOUR_UNSET)
		when = configured_when(config_has("color.kvm") ? "color.kvm" : "color.ui");
	return when == COLOUR_AUTO ? auto_colour() : when == COLOUR_ALWAYS;
}

/* Only git knows all of its colour syntax: it is asked, but only about what somebody configured. */
static const char *slot_colour(enum palette_slot slot)
{
	char *key = g_strdup_printf("color.kvm.%s", palette_slot_name(slot));
	const char *colour = defaults[slot];

	if (!config_has(key) && git_keys[slot]) {
		g_free(key);
		key = g_strdup(git_keys[slot]);
	}
	if (config_has(key)) {
		const char *const args[] = { "config", "--get-color", key, "", NULL };
		g_autofree char *answer = cli_git_output(args);

		if (!answer)
			config_die(key, "expected a colour as in git config");
		colour = g_intern_string(answer);
	}
	g_free(key);
	return colour;
}

void colour_palette(int when, struct palette *out)
{
	palette_clear(out);
	if (!colour_wanted(when))
		return;
	for (int slot = 0; slot < PALETTE_NR; slot++) {
		out->on[slot] = slot_colour((enum palette_slot)slot);
		out->off[slot] = *out->on[slot] ? RESET : "";
	}
}

char *colour_sequence(const char *name)
{
	/* Of a key that is not there git takes the default for its colour. */
	const char *const args[] = { "config", "--get-color", "kvm.none", name, NULL };

	return *name ? cli_git_output(args) : NULL;
}
