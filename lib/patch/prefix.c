/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/prefix.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* The end of a glued word, as in "RFC/PATCH", "PATCH-next", "v2-RESEND". */
#define TAIL "[-_/:|]*+"
#define GAP "\\s,;()\\[\\]?!\"'"

enum word_kind {
	WORD_PATCH = 'A',
	WORD_RFC,
	WORD_RESEND,
	WORD_PULL,
	WORD_COUNTER,
	WORD_VERSION,
	WORD_TAG,
	WORD_NOTHING, /* a stray character */
};

/*
 * The words of a group, each tried in this order where the one before ended; letters of any case.
 * The mark tells which of them it was; what is captured is the number of parts 1 and 2.
 */
static const char word_grammar[] =
	"[" GAP "]*+\\K(?|"
	"PATCH(?:ES|SETS?)?(?=V\\d|RFC|RESEND|REPOST|[^A-Z]|$)" TAIL "(*:A)|"
	"RFC(?=V\\d|PATCH|RESEND|REPOST|\\d++/\\d|[^A-Z0-9]|$)" TAIL "(*:B)|"
	"(?:RE-?SEND|RESENT|REPOST)(?=V\\d|PATCH|RFC|[^A-Z]|$)" TAIL "(*:C)|"
	"(?:GIT[" GAP "_-]++)?PULL(?:[" GAP "_-]++REQUESTS?)?(?=[^A-Z-]|$)" TAIL "(*:D)|"
	"(\\d++)(?:\\.\\d++)?(?:\\s*+/\\s*+|\\s++OF\\s++)(\\d++)(?=V\\d|[" GAP
	":]|[-_][A-Z]|$)" TAIL "(*:E)|"
	"-?V(\\d++)(?:\\.(\\d++))?(?:(?![A-Z0-9.]|[-_](?:STABLE|LTS))|(?=RESEND|REPOST|RFC|PATCH)"
	")" TAIL "(*:F)|"
	"(?:TAKE|VER(?:SION)?|REV(?:ISION)?|V)[\\s.#-]*+(\\d{1,2}+)(?![\\dA-Z/]|\\.\\d)\\.?+" TAIL
	"(*:F)|"
	"((?:(?![-_/:](?:PATCH|RFC)(?:V\\d|[^A-Z]|$))[^" GAP "])++)" TAIL "(*:G)|"
	"[^" GAP "](*:H))";

/*
 * "tree:branch", perhaps with a counter, is what build robots and tip-bot write; a "v2:" or "RFC:"
 * is a hasty author's.
 */
static const char notice_grammar[] =
	"\\s*+(?:"
	"tip:|syz(?:bot|kaller)\\b|ANN(?:OUNCE(?:MENT)?)?\\b|"
	"(?!.*\\bPATCH|RFC|PULL|V\\d++:)[\\w.+/-]++:[\\w.+/-]++(?:\\s++\\d++/\\d++)?\\s*+$"
	")";

/* In front of a title "Resend the interrupt" is a sentence, "RESEND" and "Resend:" are marks. */
static const char resend_grammar[] =
	"(?:(?-i:RESEND|REPOST|RESENT)\\b|(?:RE-?SEND|REPOST|RESENT)(?=\\s*+:))[\\s:]*+";

struct grammar {
	pcre2_code *word, *notice, *resend;
};

static pcre2_code *compile(const char *pattern)
{
	int error;
	size_t at;
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
			      PCRE2_ANCHORED | PCRE2_CASELESS | PCRE2_DOTALL, &error, &at, NULL);

	g_assert(code);
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

static gpointer compile_grammar(gpointer grammar)
{
	struct grammar *g = grammar;

	g->word = compile(word_grammar);
	g->notice = compile(notice_grammar);
	g->resend = compile(resend_grammar);
	return g;
}

static const struct grammar *get_grammar(void)
{
	static struct grammar grammar;
	static GOnce once = G_ONCE_INIT;

	return g_once(&once, compile_grammar, &grammar);
}

static void free_match(gpointer match)
{
	pcre2_match_data_free(match);
}

/* Compiled patterns are shared by all threads; where a match is noted is not. */
static pcre2_match_data *get_match(void)
{
	static GPrivate mine = G_PRIVATE_INIT(free_match);
	pcre2_match_data *match = g_private_get(&mine);

	if (!match) {
		match = pcre2_match_data_create(3, NULL);
		g_private_set(&mine, match);
	}
	return match;
}

/* The offsets of the match, those of part i at 2 * i; NULL without one. */
static const size_t *match_at(const pcre2_code *code, struct slice s, size_t at)
{
	pcre2_match_data *match = get_match();

	if (pcre2_match(code, (PCRE2_SPTR)s.ptr, s.len, at, 0, match, NULL) < 0)
		return NULL;
	return pcre2_get_ovector_pointer(match);
}

/* A part that is not there counts 0; what is too large is cut, not wrapped. */
static int to_number(struct slice s, const size_t *part)
{
	int number = 0;

	if (part[0] == PCRE2_UNSET)
		return 0;
	for (size_t i = part[0]; i < part[1]; i++) {
		number = number * 10 + (s.ptr[i] - '0');
		if (number > SUBJECT_MAX_NUMBER)
			return SUBJECT_MAX_NUMBER;
	}
	return number;
}

static void add_tag(struct prefix *prefix, struct slice tag)
{
	if (!prefix->tags)
		prefix->tags = g_string_new(NULL);
	else
		g_string_append_c(prefix->tags, ' ');
	g_string_append_len(prefix->tags, tag.ptr, (gssize)tag.len);
}

/* "v6.20": nobody sends parts of a version anew so often, it is a kernel's. */
#define MINOR_OF_TREE 10

/* Of "v5.10 v2" the plain one is the posting's; of several counters the last. */
static void add_version(struct prefix *prefix, struct slice group, const size_t *part)
{
	bool dotted = part[4] != PCRE2_UNSET;

	if ((prefix->has_version && (dotted || !prefix->revision)) ||
	    (dotted && to_number(group, part + 4) >= MINOR_OF_TREE)) {
		add_tag(prefix, slice_of(group.ptr + part[0], part[1] - part[0]));
		return;
	}
	if (prefix->has_version)
		add_tag(prefix, prefix->version_word);
	prefix->version_word = slice_of(group.ptr + part[0], part[1] - part[0]);
	prefix->has_version = true;
	prefix->version = to_number(group, part + 2);
	prefix->revision = to_number(group, part + 4);
}

static void add_counter(struct prefix *prefix, struct slice group, const size_t *part)
{
	if (prefix->counter.ptr)
		add_tag(prefix, prefix->counter);
	prefix->counter = slice_of(group.ptr + part[0], part[5] - part[0]);
	prefix->n = to_number(group, part + 2);
	prefix->m = to_number(group, part + 4);
}

static void add_word(struct prefix *prefix, enum word_kind kind, struct slice group,
		     const size_t *part)
{
	static const unsigned flags[] = {
		[WORD_PATCH - WORD_PATCH] = SUBJECT_PATCH,
		[WORD_RFC - WORD_PATCH] = SUBJECT_RFC | SUBJECT_WEAK,
		[WORD_RESEND - WORD_PATCH] = SUBJECT_RESEND | SUBJECT_WEAK,
		[WORD_PULL - WORD_PATCH] = SUBJECT_PULL,
		[WORD_COUNTER - WORD_PATCH] = SUBJECT_WEAK,
		[WORD_VERSION - WORD_PATCH] = SUBJECT_WEAK,
		[WORD_TAG - WORD_PATCH] = 0,
		[WORD_NOTHING - WORD_PATCH] = 0,
	};

	prefix->flags |= flags[kind - WORD_PATCH];
	if (kind == WORD_VERSION)
		add_version(prefix, group, part);
	else if (kind == WORD_COUNTER)
		add_counter(prefix, group, part);
	else if (kind == WORD_TAG)
		add_tag(prefix, slice_of(group.ptr + part[2], part[3] - part[2]));
}

/* Words that name the trees which backports are for. */
static bool names_stable(const char *tags)
{
	static const char *const words[] = { "stable", "lts", "autosel", "backport" };

	for (; *tags; tags++)
		for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
			if (!g_ascii_strncasecmp(tags, words[i], strlen(words[i])))
				return true;
	return false;
}

void prefix_settle(struct prefix *prefix)
{
	if (!prefix->revision || !prefix->tags || !names_stable(prefix->tags->str))
		return;
	add_tag(prefix, prefix->version_word);
	prefix->has_version = false;
	prefix->version = prefix->revision = 0;
}

void prefix_add_group(struct prefix *prefix, struct slice group)
{
	const pcre2_code *code = get_grammar()->word;
	const size_t *part;
	size_t at = 0;

	while (at < group.len && (part = match_at(code, group, at))) {
		add_word(prefix, (enum word_kind) * pcre2_get_mark(get_match()), group, part);
		at = part[1];
	}
}

bool prefix_is_notice(struct slice group)
{
	return match_at(get_grammar()->notice, group, 0);
}

size_t prefix_resend_length(struct slice text)
{
	const size_t *part = NULL;

	if (text.len && (*text.ptr == 'R' || *text.ptr == 'r'))
		part = match_at(get_grammar()->resend, text, 0);
	return part ? part[1] : 0;
}

void prefix_clear(struct prefix *prefix)
{
	if (prefix->tags)
		g_string_free(prefix->tags, TRUE);
	memset(prefix, 0, sizeof(*prefix));
}
