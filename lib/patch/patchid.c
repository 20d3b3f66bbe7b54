/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patchid.h"

#include <stdint.h>

/* As builtin/patch-id.c of git has it, step by step. */
struct state {
	GChecksum *file; /* of the file that is read */
	unsigned char sum[PATCHID_SIZE];
	GString *stripped;
	struct slice pre, post; /* ids of blobs in the "index" line */
	int64_t before, after;	/* lines that the hunk still has; -1 in a header */
	size_t hashed;
	bool binary;
};

static void flush_file(struct state *state)
{
	unsigned char digest[PATCHID_SIZE];
	gsize len = sizeof(digest);
	unsigned carry = 0;

	g_checksum_get_digest(state->file, digest, &len);
	g_checksum_reset(state->file);
	for (int i = 0; i < PATCHID_SIZE; i++) {
		carry += (unsigned)state->sum[i] + digest[i];
		state->sum[i] = (unsigned char)carry;
		carry >>= 8;
	}
}

static void hash(struct state *state, struct slice text)
{
	g_checksum_update(state->file, (const guchar *)text.ptr, (gssize)text.len);
}

static void hash_line(struct state *state, struct slice line)
{
	g_string_truncate(state->stripped, 0);
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] != ' ' && (line.ptr[i] < '\t' || line.ptr[i] > '\r' ||
					   line.ptr[i] == '\v' || line.ptr[i] == '\f'))
			g_string_append_c(state->stripped, line.ptr[i]);
	state->hashed += state->stripped->len;
	hash(state, slice_of(state->stripped->str, state->stripped->len));
}

/* "commit 0123…", "From 0123…" or the id alone: the next patch. */
static bool is_next_patch(struct slice line)
{
	size_t len = 0;

	if (slice_starts(line, SLICE("commit ")))
		line = slice_skip(line, strlen("commit "));
	else if (slice_starts(line, SLICE("From ")))
		line = slice_skip(line, strlen("From "));
	while (len < line.len && len < 2 * PATCHID_SIZE && g_ascii_isxdigit(line.ptr[len]))
		len++;
	return len == 2 * PATCHID_SIZE;
}

static int64_t take_number(struct slice *s)
{
	int64_t number = 0;

	for (; s->len && g_ascii_isdigit(*s->ptr); *s = slice_skip(*s, 1))
		number = MIN(number * 10 + (*s->ptr - '0'), INT32_MAX);
	return number;
}

/* What stands behind the comma of "12,3"; 1 without one. */
static int64_t take_lines(struct slice *s)
{
	take_number(s);
	if (!s->len || *s->ptr != ',')
		return 1;
	*s = slice_skip(*s, 1);
	return take_number(s);
}

static void begin_hunk(struct state *state, struct slice line)
{
	line = slice_skip(line, strlen("@@ -"));
	state->before = take_lines(&line);
	line = slice_skip(line, strlen(" +"));
	state->after = take_lines(&line);
}

static void read_index(struct state *state, struct slice line)
{
	struct slice ids = slice_skip(line, strlen("index "));
	const char *dots = g_strstr_len(ids.ptr, (gssize)ids.len, "..");
	const char *end;

	if (!dots)
		return;
	state->pre = slice_of(ids.ptr, (size_t)(dots - ids.ptr));
	state->post = slice_skip(ids, state->pre.len + 2);
	end = state->post.len ? memchr(state->post.ptr, ' ', state->post.len) : NULL;
	if (end)
		state->post.len = (size_t)(end - state->post.ptr);
}

enum step { STEP_HASH, STEP_PASS, STEP_END };

static enum step read_header(struct state *state, struct slice line)
{
	if (slice_starts(line, SLICE("GIT binary patch")) ||
	    slice_starts(line, SLICE("Binary files"))) {
		state->binary = true;
		state->before = 0;
		hash(state, state->pre);
		hash(state, state->post);
		flush_file(state);
		return STEP_PASS;
	}
	if (slice_starts(line, SLICE("index "))) {
		read_index(state, line);
		return STEP_PASS;
	}
	if (slice_starts(line, SLICE("--- ")))
		state->before = state->after = 1;
	else if (!line.len || !g_ascii_isalpha(line.ptr[0]))
		return STEP_END;
	return STEP_HASH;
}

/* Behind a hunk: another one, another file, or the end. */
static enum step read_between(struct state *state, struct slice line)
{
	if (slice_starts(line, SLICE("@@ -"))) {
		begin_hunk(state, line);
		return STEP_PASS;
	}
	if (!slice_starts(line, SLICE("diff ")))
		return STEP_END;
	flush_file(state);
	state->before = state->after = -1;
	return STEP_HASH;
}

static enum step read_line(struct state *state, struct slice line)
{
	enum step step = STEP_HASH;

	if (slice_starts(line, SLICE("\\ ")) && line.len + 1 > 12)
		return STEP_PASS;
	if (is_next_patch(line))
		return STEP_END;
	if (!state->hashed && !slice_starts(line, SLICE("diff ")))
		return STEP_PASS;
	if (state->before == -1)
		step = read_header(state, line);
	if (step != STEP_HASH)
		return step;
	if (state->binary) {
		if (slice_starts(line, SLICE("diff "))) {
			state->binary = false;
			state->before = -1;
		}
		return STEP_PASS;
	}
	if (state->before == 0 && state->after == 0)
		step = read_between(state, line);
	if (step != STEP_HASH)
		return step;
	if (line.len && (*line.ptr == '-' || *line.ptr == ' '))
		state->before--;
	if (line.len && (*line.ptr == '+' || *line.ptr == ' '))
		state->after--;
	hash_line(state, line);
	return STEP_HASH;
}

bool patchid_of(struct slice text, unsigned char out[PATCHID_SIZE])
{
	struct state state = { .file = g_checksum_new(G_CHECKSUM_SHA1),
			       .stripped = g_string_new(NULL),
			       .pre = SLICE(""),
			       .post = SLICE(""),
			       .before = -1,
			       .after = -1 };
	struct slice line;

	while (slice_next_line(&text, &line) && read_line(&state, line) != STEP_END)
		;
	flush_file(&state);
	memcpy(out, state.sum, PATCHID_SIZE);
	g_checksum_free(state.file);
	g_string_free(state.stripped, TRUE);
	return state.hashed;
}
