/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The format of the tool this one follows, with all its oddities: it reads raw bytes, not records.
 * A fixed target; digest_text.c is the one to improve.
 */
#include "report/digest.h"

#include "report/escape.h"
#include "text/each.h"
#include "text/hash.h"

#define RULE "----------------------------------------------------------------------"

struct classic_entry {
	struct record mail; /* what is needed to read it again */
	char *subject;	    /* first physical line, raw */
};

/* The original's conditions, on raw bytes. */
#define IS_PATCH "^(?i:(?!.*re:)).*PATCH"
#define IS_LISTED "\\[PATCH\\]|(?<!\\d)0*[01]/\\d"
#define IS_SUMMARY "^ \\d+ files? changed"

struct classic {
	const struct digest_view *view;
	struct tally *domains, *people;
	GArray *entries; /* of struct classic_entry */
	GRegex *is_patch, *is_listed, *is_summary;
	bool any; /* patch was there */
	GString *out;
	GError *error; /* the first mail that could not be read again */
};

static void entry_clear(void *data)
{
	struct classic_entry *entry = data;

	g_free((char *)entry->mail.message_id);
	g_free(entry->subject);
}

static GRegex *compile(const char *pattern)
{
	return g_regex_new(pattern, G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
}

static bool matches(const GRegex *regex, struct slice text)
{
	return text.len && g_regex_match_full(regex, text.ptr, (gssize)text.len, 0, 0, NULL, NULL);
}

void digest_classic_begin(struct report *report)
{
	struct classic *classic = report->own = g_new0(struct classic, 1);

	classic->view = (const struct digest_view *)report;
	classic->domains = tally_new();
	classic->people = tally_new();
	classic->entries = g_array_new(FALSE, FALSE, sizeof(struct classic_entry));
	g_array_set_clear_func(classic->entries, entry_clear);
	classic->is_patch = compile(IS_PATCH);
	classic->is_listed = compile(IS_LISTED);
	classic->is_summary = compile(IS_SUMMARY);
	classic->out = g_string_new(NULL);
}

static void classic_free(struct classic *classic)
{
	tally_free(classic->domains);
	tally_free(classic->people);
	g_array_unref(classic->entries);
	g_regex_unref(classic->is_patch);
	g_regex_unref(classic->is_listed);
	g_regex_unref(classic->is_summary);
	g_string_free(classic->out, TRUE);
	g_free(classic);
}

/* What the last line that starts "From:" has behind it, wherever in the mail it stands. */
static char *last_from(struct slice raw)
{
	struct slice line, from = SLICE("");

	while (slice_next_line(&raw, &line))
		if (slice_starts(line, SLICE("From:")))
			from = slice_skip(line, strlen("From:"));
	return g_strndup(from.ptr, from.len);
}

static void count(struct classic *classic, struct slice raw)
{
	g_autofree char *from = last_from(raw);
	char *domain = strrchr(from, '@');

	tally_add(classic->people, from);
	if (domain) {
		domain++;
		domain = g_strndup(domain, strcspn(domain, "> \t"));
		tally_add(classic->domains, domain);
		g_free(domain);
	}
}

/* The first physical line, to its end: blanks there make another title of it. */
static struct slice raw_subject(const struct mail *mail, struct slice raw)
{
	struct slice rest = mail->header, line = slice_of(NULL, 0);
	const char *end = raw.ptr + raw.len;

	if (mail_find_field(&rest, "Subject", &line))
		line = mail_first_line(line);
	while (line.ptr + line.len < end &&
	       (line.ptr[line.len] == ' ' || line.ptr[line.len] == '\t'))
		line.len++;
	return line;
}

/* What is encoded has no bracket that could be seen, be the rest of it as it may. */
static bool is_listed(const struct classic *classic, struct slice subject)
{
	return !slice_starts(subject, SLICE("=?")) && matches(classic->is_listed, subject);
}

void digest_classic_mail(struct report *report, const struct record *record)
{
	struct classic *classic = report->own;
	struct classic_entry entry = { .mail.source = record->source };
	const struct digest_view *view = classic->view;
	struct mail_blob blob;
	struct slice subject;
	struct mail mail;

	if (classic->error || !subject_has(&record->subject, "PATCH"))
		return;
	if (!view->read(record, &blob, &classic->error, view->read_data))
		return;
	if (mail_parse(&mail, blob.raw, &classic->error)) {
		subject = raw_subject(&mail, blob.raw);
		if (matches(classic->is_patch, subject)) {
			count(classic, blob.raw);
			classic->any = true;
			if (is_listed(classic, subject)) {
				memcpy(entry.mail.commit, record->commit, RECORD_HASH_SIZE);
				entry.mail.message_id = g_strdup(record->message_id);
				entry.subject = g_strndup(subject.ptr, subject.len);
				g_array_append_val(classic->entries, entry);
			}
		}
	}
	mail_blob_release(&blob);
}

/* Raw bytes for a file or a pipe; a terminal is spared what could steer it. */
static void put(struct classic *classic, struct slice bytes)
{
	if (classic->view->report.terminal)
		escape_terminal(classic->out, bytes.ptr, bytes.len, 0);
	else
		g_string_append_len(classic->out, bytes.ptr, (gssize)bytes.len);
}

static void puts_classic(struct classic *classic, const char *text)
{
	put(classic, slice_str(text));
}

static void send(struct classic *classic)
{
	sink_write(&classic->view->report.sink, classic->out->str, classic->out->len);
	g_string_truncate(classic->out, 0);
}

static void put_table(struct classic *classic, struct tally *tally, const char *what)
{
	g_autoptr(GArray) rows = tally_top(tally, classic->view->top);

	g_string_append_printf(classic->out, "Top %u %s (Based on Email Body)\n\n",
			       classic->view->top ? classic->view->top : rows->len, what);
	array_each (const struct tally_row, row, rows) {
		g_string_append_printf(classic->out, "%7" G_GUINT64_FORMAT " ", row->count);
		puts_classic(classic, row->label);
		puts_classic(classic, "\n");
	}
	puts_classic(classic, "\n");
}

static void put_head(struct classic *classic)
{
	const struct digest_view *view = classic->view;
	const char *list = view->title ? view->title : "KVM";

	g_string_append_printf(classic->out,
			       "From %s to %s\n%s mailing list update from %s to %s\n\n",
			       view->from, view->to, list, view->from, view->to);
	put_table(classic, classic->domains, "contributor Email domains");
	put_table(classic, classic->people, "contributors");
	puts_classic(classic, "===== Patch list in this time period =====\n\n\n");
}

/* Behind one leading bracketed group. */
static const char *bare_title(const char *subject)
{
	const char *close = *subject == '[' ? strchr(subject, ']') : NULL;

	return close ? close + 1 : subject;
}

static void put_body(struct classic *classic, struct slice body)
{
	struct slice line;

	while (slice_next_line(&body, &line)) {
		if (slice_starts(line, SLICE("From:")))
			continue;
		put(classic, line);
		puts_classic(classic, "\n");
		if (matches(classic->is_summary, line))
			break;
	}
}

static bool put_new(struct classic *classic, const struct classic_entry *entry, GError **error)
{
	const struct digest_view *view = classic->view;
	char *author = view->commit_author(&entry->mail, error, view->read_data);
	struct mail_blob blob;
	struct mail mail;
	bool ok;

	if (!author)
		return false;
	ok = view->read(&entry->mail, &blob, error, view->read_data);
	if (ok && mail_parse(&mail, blob.raw, error)) {
		puts_classic(classic, "New: ");
		puts_classic(classic, bare_title(entry->subject));
		puts_classic(classic, "\n");
		puts_classic(classic, entry->subject);
		puts_classic(classic, "\nAuthor: ");
		puts_classic(classic, author);
		puts_classic(classic, "\n\n");
		put_body(classic, mail.body);
		puts_classic(classic, "\n" RULE "\n\n");
	}
	if (ok)
		mail_blob_release(&blob);
	g_free(author);
	return ok;
}

static bool put_messages(struct classic *classic, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(str_hash, g_str_equal);
	bool ok = true;

	puts_classic(classic, "===== Patch Commit Messages ====\n\n");
	for (guint i = 0; ok && i < classic->entries->len; i++) {
		struct classic_entry *entry =
			&g_array_index(classic->entries, struct classic_entry, i);
		const char *printed = g_hash_table_lookup(seen, bare_title(entry->subject));

		if (printed) {
			puts_classic(classic, "Exist: ");
			puts_classic(classic, printed);
			puts_classic(classic, "\n Skip: ");
			puts_classic(classic, entry->subject);
			puts_classic(classic, "\n");
		} else {
			ok = put_new(classic, entry, error);
			g_hash_table_insert(seen, (void *)bare_title(entry->subject),
					    entry->subject);
		}
		send(classic);
	}
	return ok;
}

/* The model is not asked: it counts by other rules. */
void digest_classic_print(struct report *report)
{
	struct classic *classic = report->own;

	if (classic->error) {
		g_propagate_error(&report->error, classic->error);
	} else if (classic->any || !classic->view->only_news) {
		put_head(classic);
		if (classic->view->bodies)
			put_messages(classic, &report->error);
		send(classic);
	}
	classic_free(classic);
}
