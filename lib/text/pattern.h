/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_PATTERN_H
#define TEXT_PATTERN_H

#include <stdbool.h>
#include "text/slice.h"

/*
 * The patterns of git log --grep. They are matched line by line, as git does it, against valid
 * UTF-8. A pattern is for one thread.
 */
enum pattern_syntax {
	PATTERN_UNSET = -1, /* for options: none given */
	PATTERN_BASIC,	    /* POSIX's, with GNU's \+ \? \| \< \> \b \w and so on */
	PATTERN_EXTENDED,
	PATTERN_FIXED,
	PATTERN_PERL, /* PCRE2's, as they are */
};

#define PATTERN_ERROR (g_quark_from_static_string("gitkvm-pattern"))

/* No mail can cost more than some seconds, whatever the pattern: what is beyond is not searched. */
#define PATTERN_MAX_LINE 4096	    /* bytes of each line */
#define PATTERN_MAX_TEXT (4u << 20) /* bytes */
#define PATTERN_MAX_STEPS 1000000   /* of PCRE2's counting, for each line; */
#define PATTERN_MAX_GIVEN_UP 20	    /* so many lines of a text may need more */

struct pattern;

/*
 * NULL with a PATTERN_ERROR that names the pattern, what is wrong, and where in it: "bad pattern
 * 'a(': missing closing parenthesis, at character 3". Free with pattern_free().
 */
struct pattern *pattern_new(const char *text, enum pattern_syntax syntax, bool ignore_case,
			    GError **error);

void pattern_free(struct pattern *pattern);

/* The texts that are matched from now on are of another mail. */
void pattern_next_mail(struct pattern *pattern);

/* Whether a line of the text matches. */
bool pattern_matches(struct pattern *pattern, struct slice text);

/* How many mails were not searched to their end because lines took too many steps. */
unsigned pattern_given_up(const struct pattern *pattern);

const char *pattern_text(const struct pattern *pattern);

#endif
