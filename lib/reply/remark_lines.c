/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/given_line.h"
#include "reply/form.h"
#include "reply/lexer.h"
#include "reply/remark_private.h"

/* What remark.c asks of single lines and sentences. */

bool remark_is_jest(struct slice behind)
{
	behind = slice_trim(behind);
	return behind.len > 1 && (*behind.ptr == ':' || *behind.ptr == ';') && behind.ptr[1] &&
	       strchr("-)DPp", behind.ptr[1]);
}

int remark_count_questions(struct slice line)
{
	int nr = 0;

	if (!memchr(line.ptr, '?', line.len))
		return 0;
	for (size_t i = 1; i < line.len; i++)
		nr += line.ptr[i] == '?' &&
		      (!g_ascii_isspace(line.ptr[i - 1]) || i + 1 == line.len) &&
		      (i + 1 == line.len || g_ascii_isspace(line.ptr[i + 1]) ||
		       line.ptr[i + 1] == ')' || line.ptr[i + 1] == '"');
	return nr;
}

size_t remark_sentence_length(struct slice text, bool *ended)
{
	*ended = true;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		/* Most are letters and blanks. */
		if (c < '!' || c > '?' || (c != '.' && c != '!' && c != '?'))
			continue;
		if (i + 1 == text.len || g_ascii_isspace(text.ptr[i + 1]) || text.ptr[i + 1] == ')')
			return i + 1;
	}
	*ended = text.len && (text.ptr[text.len - 1] == ':' || text.ptr[text.len - 1] == ')');
	return text.len;
}

size_t remark_copy_plain(char *out, struct slice text, size_t room)
{
	const struct slice curly = SLICE("\u2019");
	size_t nr = 0;

	while (text.len && nr < room) {
		const char *next = memchr(text.ptr, *curly.ptr, text.len);
		size_t plain = MIN(next ? (size_t)(next - text.ptr) : text.len, room - nr);
		bool found;

		memcpy(out + nr, text.ptr, plain);
		nr += plain;
		text = slice_skip(text, plain);
		if (!text.len || nr == room)
			break;
		found = slice_starts(text, curly);
		out[nr++] = found ? '\'' : *text.ptr;
		text = slice_skip(text, found ? curly.len : 1);
	}
	return nr;
}

bool remark_names_commit(struct slice line)
{
	return memmem(line.ptr, line.len, "commit", 6) || memmem(line.ptr, line.len, "/c/", 3);
}

bool remark_is_left_out(struct slice line)
{
	static const char *const words[] = { "was dropped", "dropped)", "skipped", "not applied",
					     "left out" };

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (memmem(line.ptr, line.len, words[i], strlen(words[i])))
			return true;
	return false;
}

bool remark_says_thanks(const GArray *own)
{
	for (guint i = 0; i < own->len; i++) {
		const struct text_line *item = &g_array_index(own, struct text_line, i);
		struct slice line = item->line, word;
		struct given_line tag;

		if (item->kind == LINE_TAG && given_find(line, &tag) && !tag.before.len)
			continue;
		word = form_first_word(slice_trim(line));
		if (slice_ieq(word, SLICE("thanks")) || slice_ieq(word, SLICE("thank")) ||
		    slice_ieq(word, SLICE("thx")) || memmem(line.ptr, line.len, "hanks", 5) ||
		    memmem(line.ptr, line.len, "hank you", 8))
			return true;
	}
	return false;
}
