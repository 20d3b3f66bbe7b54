/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/rangediff.h"

#include "report/escape.h"
#include "text/each.h"

#define INDENT "    "
#define REVERSE "\033[7m"
#define RESET "\033[m"

#define STAT_COLUMNS 80 /* of a diffstat's line */
#define STAT_NAME "a => b"

struct text {
	const struct rangediff_view *view;
	const struct palette *palette;
	GString *out;
	bool coloured;
	int number_width;
	uint32_t added, removed; /* of the pair at hand */
};

static void flush(struct text *text)
{
	sink_write(&text->view->report.sink, text->out->str, text->out->len);
	g_string_truncate(text->out, 0);
}

static void put_escaped(struct text *text, struct slice s)
{
	escape_terminal(text->out, s.ptr, s.len, ESCAPE_NEWLINE);
}

static void put_reset(struct text *text)
{
	if (text->coloured)
		g_string_append(text->out, RESET);
}

static void put_colour(struct text *text, enum palette_slot slot)
{
	g_string_append(text->out, text->palette->on[slot]);
}

/* " 1:  0123456789ab", " -:  ------------" where it is not there */
static void put_side(struct text *text, const struct patch_text *patch)
{
	GString *out = text->out;
	unsigned abbrev = MIN(text->view->abbrev, 2 * RECORD_HASH_SIZE);

	if (patch)
		g_string_append_printf(out, "%*d:  ", text->number_width, patch->number);
	else
		g_string_append_printf(out, "%*s:  ", text->number_width, "-");
	for (unsigned i = 0; i < abbrev; i++) {
		unsigned byte = patch ? patch->commit[i / 2] : 0;

		g_string_append_c(out,
				  patch ? "0123456789abcdef"[i % 2 ? byte & 15 : byte >> 4] : '-');
	}
}

static enum palette_slot line_slot(enum pair_status status)
{
	switch (status) {
	case PAIR_DROPPED:
		return PALETTE_REMOVED;
	case PAIR_CREATED:
		return PALETTE_ADDED;
	default:
		return PALETTE_COMMIT;
	}
}

static void put_pair_line(struct text *text, const struct pair *pair)
{
	const struct patch_text *named = pair->before ? pair->before : pair->after;
	enum palette_slot slot = line_slot(pair->status);
	bool changed = pair->status == PAIR_CHANGED;

	put_colour(text, changed ? PALETTE_REMOVED : slot);
	put_side(text, pair->before);
	g_string_append_c(text->out, ' ');
	if (changed) {
		put_reset(text);
		put_colour(text, slot);
	}
	g_string_append_c(text->out, (char)pair->status);
	if (changed) {
		put_reset(text);
		put_colour(text, PALETTE_ADDED);
	}
	g_string_append_c(text->out, ' ');
	put_side(text, pair->after);
	if (changed) {
		put_reset(text);
		put_colour(text, slot);
	}
	g_string_append_c(text->out, ' ');
	put_escaped(text, slice_str(named->title));
	put_reset(text);
	g_string_append_c(text->out, '\n');
}

static void put_section(struct slice section, void *data)
{
	struct text *text = data;

	g_string_append(text->out, INDENT);
	if (text->coloured && !text->view->plain)
		g_string_append(text->out, REVERSE);
	put_colour(text, PALETTE_FRAG);
	g_string_append(text->out, "@@");
	put_reset(text);
	if (section.len) {
		g_string_append_c(text->out, ' ');
		put_reset(text);
		put_escaped(text, section);
		put_reset(text);
	}
	g_string_append_c(text->out, '\n');
}

/*
 * The colour of the patch's own line: what only one version has is dim or bold, so that the outer
 * sign (which version) and the inner one (what the patch does) can be told apart.
 */
static const char *line_colour(const struct palette *palette, char kind, char inner)
{
	static const enum palette_slot slots[3][3] = {
		{ PALETTE_REMOVED, PALETTE_ADDED, PALETTE_NR },
		{ PALETTE_REMOVED_DIMMED, PALETTE_ADDED_DIMMED, PALETTE_CONTEXT_DIMMED },
		{ PALETTE_REMOVED_BOLD, PALETTE_ADDED_BOLD, PALETTE_CONTEXT_BOLD },
	};
	enum palette_slot slot;

	if (inner == '@')
		return palette->on[PALETTE_FRAG];
	slot = slots[kind == ' '   ? 0
		     : kind == '-' ? 1
				   : 2][inner == '-'   ? 0
					: inner == '+' ? 1
						       : 2];
	return slot == PALETTE_NR ? "" : palette->on[slot];
}

static void put_line(char kind, struct slice line, void *data)
{
	struct text *text = data;
	const char *colour = line_colour(text->palette, kind, line.len ? *line.ptr : 0);

	g_string_append(text->out, INDENT);
	if (kind == ' ') {
		g_string_append(text->out, colour);
		g_string_append_c(text->out, ' ');
	} else {
		if (text->coloured)
			g_string_append(text->out, REVERSE);
		put_colour(text, kind == '-' ? PALETTE_REMOVED : PALETTE_ADDED);
		g_string_append_c(text->out, kind);
		put_reset(text);
		if (line.len)
			g_string_append(text->out, colour);
	}
	put_escaped(text, line);
	if (kind == ' ' || line.len)
		put_reset(text);
	g_string_append_c(text->out, '\n');
	if (text->out->len > 1 << 16)
		flush(text);
}

/* By the outer sign alone. */
static void put_plain_line(char kind, struct slice line, void *data)
{
	struct text *text = data;

	g_string_append(text->out, INDENT);
	if (kind != ' ')
		put_colour(text, kind == '-' ? PALETTE_REMOVED : PALETTE_ADDED);
	g_string_append_c(text->out, kind);
	put_escaped(text, line);
	put_reset(text);
	g_string_append_c(text->out, '\n');
}

static void pass_section(struct slice section, void *data)
{
	(void)section;
	(void)data;
}

static void count_line(char kind, struct slice line, void *data)
{
	struct text *text = data;

	(void)line;
	text->added += kind == '+';
	text->removed += kind == '-';
}

/* Of width columns; nothing that is there gets none. */
static uint32_t scale(uint32_t lines, uint32_t width, uint32_t all)
{
	return lines ? 1 + (uint32_t)((uint64_t)lines * (width - 1) / all) : 0;
}

static void put_signs(struct text *text, enum palette_slot slot, char sign, uint32_t nr)
{
	if (!nr)
		return;
	put_colour(text, slot);
	for (uint32_t i = 0; i < nr; i++)
		g_string_append_c(text->out, sign);
	put_reset(text);
}

static void put_stat_line(struct text *text, uint32_t added, uint32_t removed)
{
	uint32_t all = added + removed, width;
	char number[16];
	int digits = g_snprintf(number, sizeof(number), "%u", all);

	width = STAT_COLUMNS - (uint32_t)digits - 6 - (uint32_t)strlen(STAT_NAME);
	if (all > width) {
		if (added < removed) {
			added = scale(added, width, all);
			removed = width - added;
		} else {
			removed = scale(removed, width, all);
			added = width - removed;
		}
	}
	g_string_append_printf(text->out, INDENT " " STAT_NAME " | %s ", number);
	put_signs(text, PALETTE_ADDED, '+', added);
	put_signs(text, PALETTE_REMOVED, '-', removed);
	g_string_append_c(text->out, '\n');
}

static void put_stat(struct text *text, const struct pair *pair)
{
	text->added = text->removed = 0;
	pair_diff(pair, &text->view->diff, pass_section, count_line, text);
	put_stat_line(text, text->added, text->removed);
	g_string_append(text->out, INDENT " 1 file changed");
	if (text->added)
		g_string_append_printf(text->out, ", %u insertion%s(+)", text->added,
				       text->added == 1 ? "" : "s");
	if (text->removed)
		g_string_append_printf(text->out, ", %u deletion%s(-)", text->removed,
				       text->removed == 1 ? "" : "s");
	g_string_append_c(text->out, '\n');
}

/* git leaves room for one more patch than there is. */
static int number_width(const struct rangediff *rangediff)
{
	int largest = 0, width = 1;

	array_each (const struct pair, pair, rangediff->pairs) {
		largest = MAX(largest, pair->before ? pair->before->number : 0);
		largest = MAX(largest, pair->after ? pair->after->number : 0);
	}
	for (largest++; largest >= 10; largest /= 10)
		width++;
	return width;
}

void rangediff_text(struct report *report)
{
	const struct rangediff_view *view = (const struct rangediff_view *)report;
	const struct rangediff *rangediff = view->rangediff;
	struct text text = {
		.view = view,
		.palette = view->report.palette,
		.out = g_string_new(NULL),
		.coloured = *view->report.palette->on[PALETTE_FRAG],
		.number_width = number_width(rangediff),
	};

	array_each (const struct pair, pair, rangediff->pairs) {
		put_pair_line(&text, pair);
		if (pair->status == PAIR_CHANGED) {
			if (view->detail == RANGEDIFF_PATCH)
				pair_diff(pair, &view->diff, put_section,
					  view->plain ? put_plain_line : put_line, &text);
			else if (view->detail == RANGEDIFF_STAT)
				put_stat(&text, pair);
		}
		flush(&text);
	}
	g_string_free(text.out, TRUE);
}

const struct report_format rangediff_formats[] = {
	{ .name = "text", .print = rangediff_text },
	{ .name = "json", .print = rangediff_json },
	{ .name = NULL },
};
