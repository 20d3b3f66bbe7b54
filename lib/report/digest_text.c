/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/digest.h"

#include <pthread.h>
#include "report/changelog_points.h"
#include "report/escape.h"
#include "report/brief_words.h"
#include "report/width.h"
#include "report/wrap.h"
#include "text/each.h"

#define RULE "----------------------------------------------------------------------"
#define POINTS_SHOWN 5 /* of a changelog; the rest is counted */
#define WHY_LINES 2    /* of what the author is to answer */
#define POINT "  "
#define MIN_TITLE 20 /* columns; less tells nothing */

/* What is made of one piece of the report before it goes out. */
struct text {
	const struct digest_view *view;
	const struct digest *digest;
	GString *out, *line;
	bool changelogs; /* of the items that are being printed */
	bool forked;	 /* what is made waits for its turn */
	size_t id_width;
	pthread_mutex_t *shortening; /* one at a time finds out how short an id can be */
};

void digest_text_begin(struct report *report)
{
	const struct digest_view *view = (const struct digest_view *)report;
	struct text *text = report->own = g_new0(struct text, 1);

	text->view = view;
	text->out = g_string_new(NULL);
	text->line = g_string_new(NULL);
	text->shortening = g_new(pthread_mutex_t, 1);
	pthread_mutex_init(text->shortening, NULL);
	digest_keep_messages(view);
}

static void send(struct text *text)
{
	if (text->forked)
		return;
	sink_write(&text->view->report.sink, text->out->str, text->out->len);
	g_string_truncate(text->out, 0);
}

/* What of a mail stands on the line, in a colour, or plain. */
static void put(struct text *text, enum palette_slot slot, const char *str)
{
	palette_put(text->line, text->view->report.palette, slot, str);
}

static void put_plain(struct text *text, const char *str)
{
	escape_terminal(text->line, str, strlen(str), ESCAPE_LINE);
}

/* Ends the line, which is broken where it is too wide and goes on in column hang. */
static void end_line_at(struct text *text, size_t hang)
{
	g_string_append_c(text->line, '\n');
	wrap_hanging(text->out, text->line->str, text->view->columns, hang);
	g_string_truncate(text->line, 0);
}

static void end_line(struct text *text)
{
	end_line_at(text, WRAP_DEFAULT);
}

static void put_section(enum brief_section section, const char *heading, void *data)
{
	struct text *text = data;
	bool brackets = (section == BRIEF_PEOPLE || section == BRIEF_DOMAINS) &&
			text->digest->brief->has_before;
	char *line = brackets ? g_strdup_printf("%.*s; in brackets: as long a time before)",
						(int)strlen(heading) - 1, heading)
			      : g_strdup(heading);

	text->changelogs = section == BRIEF_VERSIONS;
	g_string_append_c(text->line, '\n');
	put(text, PALETTE_HEADING, line);
	end_line(text);
	end_line(text);
	g_free(line);
}

static void put_head(const char *heading, const char *range, const char *talk, void *data)
{
	struct text *text = data;

	put(text, PALETTE_HEADING, heading);
	end_line(text);
	put_plain(text, range);
	end_line(text);
	if (talk) {
		g_string_append_printf(text->line, "\n%s", talk);
		end_line(text);
	}
}

/* The short id, with what follows it at the same place on each line. */
static void put_id(struct text *text, const struct record *record)
{
	g_autoptr(GString) id = g_string_new(NULL);

	pthread_mutex_lock(text->shortening);
	handles_append_id(text->view->handles, record, id);
	pthread_mutex_unlock(text->shortening);
	text->id_width = id->len + 1;
	put(text, PALETTE_COMMIT, id->str);
	g_string_append_c(text->line, ' ');
}

static void put_indent(struct text *text)
{
	text_pad(text->line, "", text->id_width, WIDTH_LEFT);
}

static void put_posting(struct text *text, const struct record *record)
{
	put_id(text, record);
	put(text, PALETTE_PREFIX, record->subject.prefix);
	if (*record->subject.prefix)
		g_string_append_c(text->line, ' ');
	put(text, PALETTE_TITLE, brief_title(record));
	end_line_at(text, text->id_width);
}

static void put_link(struct text *text, const struct record *record)
{
	g_autoptr(GString) link = g_string_new(NULL);

	handles_append_link(text->view->handles, record, link);
	if (link->len) {
		put_indent(text);
		put_plain(text, link->str);
		end_line(text);
	}
}

static void put_date(struct text *text, const struct record *record)
{
	g_autoptr(GString) date = g_string_new(NULL);

	when_append(date, &text->view->date, record->date, record->zone);
	put(text, PALETTE_DATE, date->str);
}

static void put_facts(struct text *text, const struct brief_item *item)
{
	g_autoptr(GString) words = g_string_new(NULL);

	put_indent(text);
	put(text, PALETTE_AUTHOR, brief_person(&item->row.series->leader->people->author));
	g_string_append(text->line, ", ");
	put_date(text, item->row.series->leader);
	if (text->digest->brief->states) {
		digest_append_state(text->digest, item, text->view->dated, words);
		g_string_append(text->line, ", ");
		put(text, palette_of_state(item->row.verdict.state), words->str);
		g_string_truncate(words, 0);
	}
	brief_append_facts(text->digest->brief, item, words);
	put_plain(text, words->str);
	end_line_at(text, text->id_width);
}

/* As much of a text as so many lines have room for. */
static void put_cut(struct text *text, const char *line, const char *indent, size_t lines)
{
	size_t used = text->id_width + strlen(indent);
	size_t room = text->view->columns > used ? text->view->columns - used : 2;
	g_autoptr(GString) plain = g_string_new(NULL);

	put_indent(text);
	g_string_append(text->line, indent);
	escape_terminal(plain, line, strlen(line), ESCAPE_LINE);
	text_cut(text->line, plain->str, lines > 1 ? room * lines - room / 8 : room);
	end_line_at(text, text->id_width);
}

static void put_why(struct text *text, const struct brief_item *item)
{
	g_autoptr(GString) words = g_string_new(NULL);

	if (digest_append_why(text->digest, item, text->view->dated, words))
		put_cut(text, words->str, "", WHY_LINES);
}

/* The first points, a line each. */
static void put_changelog(struct text *text, const char *changelog)
{
	g_autoptr(GPtrArray) points = changelog_points(changelog);

	for (guint i = 0; i < points->len && i < POINTS_SHOWN; i++)
		put_cut(text, points->pdata[i], POINT, 1);
	if (points->len > POINTS_SHOWN) {
		put_indent(text);
		g_string_append_printf(text->line, POINT "(%u more)", points->len - POINTS_SHOWN);
		end_line(text);
	}
}

/* A number that is not there, or several. */
static void put_gap(struct text *text, const struct series *series, const struct series_gap *gap)
{
	int digits = g_snprintf(NULL, 0, "%d", series->total);
	char line[80];

	if (gap->first == gap->last)
		g_snprintf(line, sizeof(line), "%0*d/%d (missing)", digits, gap->first,
			   series->total);
	else
		g_snprintf(line, sizeof(line), "%0*d-%0*d/%d (missing)", digits, gap->first, digits,
			   gap->last, series->total);
	put_indent(text);
	put(text, PALETTE_REMOVED, line);
	end_line(text);
}

static void put_since(struct text *text, const struct patch_change *change)
{
	g_autoptr(GString) words = g_string_new(NULL);

	if (change) {
		patch_change_append(change, words);
		g_string_append_printf(text->line, " (%s)", words->str);
	}
}

static void put_patch(struct text *text, const struct series *series, const struct record *record,
		      const struct version_change *change, bool again)
{
	const struct patch_change *since = version_change_of(change, record->subject.n);
	put_indent(text);
	put(text, PALETTE_PREFIX, record->subject.counter);
	g_string_append_c(text->line, ' ');
	put_plain(text, brief_title(record));
	if (strcmp(brief_person(&record->people->author),
		   brief_person(&series->leader->people->author))) {
		g_string_append(text->line, " (");
		put(text, PALETTE_AUTHOR, brief_person(&record->people->author));
		g_string_append_c(text->line, ')');
	}
	put_since(text, since);
	g_string_append(text->line, again ? " (posted again)" : "");
	end_line(text);
}

/* What the version before had besides. */
static void put_dropped(struct text *text, const struct version_change *change)
{
	for (guint i = 0; change && i < change->patches->len; i++) {
		const struct patch_change *one =
			&g_array_index(change->patches, struct patch_change, i);
		g_autoptr(GString) prefix = g_string_new(NULL);

		if (one->status == PAIR_DROPPED) {
			put_indent(text);
			g_string_append_printf(prefix, "%d/%d of ", one->before,
					       change->before->total);
			series_append_version(change->before, prefix);
			put(text, PALETTE_PREFIX, prefix->str);
			g_string_append_c(text->line, ' ');
			put_plain(text, one->title);
			put_since(text, one);
			end_line(text);
		}
	}
}

static void put_patches(struct text *text, const struct brief_item *item)
{
	const struct series *series = item->row.series;
	g_autoptr(GArray) gaps = series_gaps(series);
	const struct series_gap *gap = (const struct series_gap *)(void *)gaps->data;
	const struct series_gap *end = gap ? gap + gaps->len : NULL;
	int last = series->cover ? 0 : -1;

	pointers_each (const struct record, record, series->patches) {
		for (; gap < end && gap->first < record->subject.n; gap++)
			put_gap(text, series, gap);
		if (*record->subject.counter)
			put_patch(text, series, record, item->change, record->subject.n == last);
		last = record->subject.n;
	}
	for (; gap < end; gap++)
		put_gap(text, series, gap);
	put_dropped(text, item->change);
}

static void put_item(const struct brief_item *item, void *data)
{
	const struct series *series = item->row.series;
	struct text *text = data;

	put_posting(text, series->leader);
	put_facts(text, item);
	put_why(text, item);
	put_link(text, series->leader);
	if (text->changelogs)
		put_changelog(text, item->changelog ? item->changelog : "");
	if (text->view->patches && item->posted)
		put_patches(text, item);
	send(text);
}

/* In what the line has left, where it stands above as a whole. */
static void put_thread_title(struct text *text, const struct brief_thread *thread, size_t behind)
{
	g_autoptr(GString) title = g_string_new(NULL), plain = g_string_new(NULL),
			   cut = g_string_new(NULL);
	size_t used = text->id_width + behind;

	brief_append_subject(thread->first, title);
	escape_terminal(plain, title->str, title->len, ESCAPE_LINE);
	if (thread->listed && text->view->columns > used + MIN_TITLE &&
	    text_width(plain->str) > text->view->columns - used)
		text_fit(cut, plain->str, text->view->columns - used, WIDTH_LEFT);
	put(text, PALETTE_TITLE, cut->len ? cut->str : title->str);
}

static void put_mail(const struct record *record, const struct brief_thread *thread,
		     const char *words, void *data)
{
	g_autofree char *subject = subject_text(&record->subject);
	struct text *text = data;

	put_id(text, record);
	if (thread)
		put_thread_title(text, thread, strlen(words) + strlen(" ()"));
	else
		put(text, PALETTE_TITLE, *subject ? subject : "(no subject)");
	g_string_append(text->line, " (");
	if (!thread)
		put(text, PALETTE_AUTHOR, brief_person(&record->people->author));
	g_string_append_printf(text->line, "%s)", words);
	end_line_at(text, text->id_width);
	send(text);
}

/* In the form of `uniq -c`. */
static void put_table(enum brief_section section, const GArray *rows, void *data)
{
	struct text *text = data;

	array_each (const struct brief_count, row, rows) {
		g_autofree char *before = g_strdup_printf("(%" G_GUINT64_FORMAT ")", row->before);
		char count[32];

		g_snprintf(count, sizeof(count), "%7" G_GUINT64_FORMAT, row->count);
		put(text, PALETTE_COUNT, count);
		if (text->digest->brief->has_before)
			g_string_append_printf(text->line, " %5s", before);
		g_string_append(text->line, section == BRIEF_PEOPLE ? "  " : " ");
		put(text, PALETTE_AUTHOR, row->label);
		end_line(text);
	}
	send(text);
}

static void put_author(struct text *text, const struct person *author)
{
	char *line = *author->name ? g_strdup_printf("%s <%s>", author->name, author->email)
				   : g_strdup(brief_person(author));

	g_string_append(text->line, "Author: ");
	put(text, PALETTE_AUTHOR, line);
	end_line(text);
	g_free(line);
}

static void put_message(const struct brief_item *item, void *data)
{
	const struct record *leader = item->row.series->leader;
	g_autoptr(GString) message = g_string_new(NULL);
	struct text *text = data;

	digest_item_message(text->view, item, message);
	put(text, PALETTE_PREFIX, leader->subject.prefix);
	if (*leader->subject.prefix)
		g_string_append_c(text->line, ' ');
	put(text, PALETTE_TITLE, brief_title(leader));
	end_line(text);
	put_author(text, &leader->people->author);
	end_line(text);
	escape_terminal(text->out, message->str, message->len, 0);
	g_string_append(text->out, "\n" RULE "\n\n");
	send(text);
}

static void *fork_text(void *data)
{
	const struct text *text = data;
	struct text *forked = g_memdup2(text, sizeof(*text));

	forked->forked = true;
	forked->out = g_string_new(NULL);
	forked->line = g_string_new(NULL);
	return forked;
}

static void free_buffers(struct text *text)
{
	g_string_free(text->out, TRUE);
	g_string_free(text->line, TRUE);
}

static void join_text(void *data, void *forked)
{
	struct text *text = data, *other = forked;

	sink_write(&text->view->report.sink, other->out->str, other->out->len);
	free_buffers(other);
	g_free(other);
}

void digest_text_print(struct report *report)
{
	static const struct digest_writer writer = {
		.head = put_head,
		.section = put_section,
		.item = put_item,
		.fork = fork_text,
		.join = join_text,
		.mail = put_mail,
		.table = put_table,
		.message = put_message,
	};
	g_autofree struct text *text = report->own;

	text->digest = text->view->digest;
	digest_read_words(text->view, text->digest->brief);
	if (digest_has_news(text->view))
		digest_write(text->view, &writer, text);
	send(text);
	free_buffers(text);
	pthread_mutex_destroy(text->shortening);
	g_free(text->shortening);
}
