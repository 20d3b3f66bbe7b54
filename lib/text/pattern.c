/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "text/posix.h"

struct pattern {
	char *text;
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *limits;
	unsigned given_up;
	bool counted; /* this mail is in given_up */
};

static bool is_posix(enum pattern_syntax syntax)
{
	return syntax == PATTERN_BASIC || syntax == PATTERN_EXTENDED;
}

static bool set_error(GError **error, const char *text, const char *reason, size_t at)
{
	g_set_error(error, PATTERN_ERROR, 0, "bad pattern '%s': %s, at character %ld", text, reason,
		    g_utf8_strlen(text, (gssize)MIN(at, strlen(text))) + 1);
	return false;
}

static char *translate(const char *text, enum pattern_syntax syntax, GError **error)
{
	const char *bad;
	char *pcre;

	if (!is_posix(syntax))
		return g_strdup(text);
	pcre = posix_to_pcre(text, syntax == PATTERN_EXTENDED, &bad);
	if (!pcre)
		set_error(error, text, "nothing to repeat, or a bad count", (size_t)(bad - text));
	return pcre;
}

static bool compile(struct pattern *pattern, enum pattern_syntax syntax, bool ignore_case,
		    GError **error)
{
	uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
	char *pcre = translate(pattern->text, syntax, error);
	PCRE2_UCHAR8 reason[256];
	size_t at;
	int code;

	if (!pcre)
		return false;
	options |= syntax == PATTERN_FIXED ? PCRE2_LITERAL : PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
	options |= ignore_case ? PCRE2_CASELESS : 0;
	pattern->code =
		pcre2_compile((PCRE2_SPTR)pcre, PCRE2_ZERO_TERMINATED, options, &code, &at, NULL);
	g_free(pcre);
	if (!pattern->code) {
		if (is_posix(syntax))
			at = posix_place(pattern->text, syntax == PATTERN_EXTENDED, at);
		pcre2_get_error_message(code, reason, sizeof(reason));
		return set_error(error, pattern->text, (const char *)reason, at);
	}
	pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); /* without, it is just slower */
	return true;
}

struct pattern *pattern_new(const char *text, enum pattern_syntax syntax, bool ignore_case,
			    GError **error)
{
	struct pattern *pattern = g_new0(struct pattern, 1);

	pattern->text = g_strdup(text);
	if (!compile(pattern, syntax, ignore_case, error)) {
		pattern_free(pattern);
		return NULL;
	}
	pattern->match = pcre2_match_data_create(1, NULL);
	pattern->limits = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(pattern->limits, PATTERN_MAX_STEPS);
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	pcre2_match_data_free(pattern->match);
	pcre2_match_context_free(pattern->limits);
	g_free(pattern->text);
	g_free(pattern);
}

void pattern_next_mail(struct pattern *pattern)
{
	pattern->counted = false;
}

bool pattern_matches(struct pattern *pattern, struct slice text)
{
	unsigned given_up = 0;
	struct slice line;

	text.len = MIN(text.len, PATTERN_MAX_TEXT);
	while (slice_next_line(&text, &line)) {
		int found = pcre2_match(pattern->code, (PCRE2_SPTR)line.ptr,
					MIN(line.len, PATTERN_MAX_LINE), 0, 0, pattern->match,
					pattern->limits);

		if (found >= 0)
			return true;
		if (found != PCRE2_ERROR_NOMATCH && ++given_up > PATTERN_MAX_GIVEN_UP)
			break;
	}
	pattern->given_up += given_up && !pattern->counted;
	pattern->counted |= given_up > 0;
	return false;
}

unsigned pattern_given_up(const struct pattern *pattern)
{
	return pattern->given_up;
}

const char *pattern_text(const struct pattern *pattern)
{
	return pattern->text;
}
