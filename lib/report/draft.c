/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/draft.h"

#include "report/mbox_field.h"
#include "patch/patch.h"
#include "reply/lexer.h"
#include "report/when.h"
#include "body/body.h"
#include "record/record.h"
#include "text/each.h"
#include "text/hash.h"

#define MAX_RECIPIENTS 1000 /* of one mail */
#define MAX_REFERENCES 100  /* of a mail that is answered: the first one and the last ones */

struct recipients {
	const struct draft_options *options;
	struct pool pool;
	GArray *to, *cc; /* of struct person */
	GHashTable *known;
};

/* An address that is safe without quotes: what is none of this, nobody has. */
static bool is_address(const char *email)
{
	const char *at = strchr(email, '@');

	if (!at || at == email || !at[1] || strchr(at + 1, '@'))
		return false;
	for (; *email; email++)
		if ((!g_ascii_isalnum(*email) && !strchr("!#$%&'*+-/=?^_`{|}~.@", *email)))
			return false;
	return true;
}

static bool is_me(const struct draft_options *options, const char *email)
{
	bool found = !g_ascii_strcasecmp(email, options->from.email);

	for (guint i = 0; options->me && i < options->me->len && !found; i++)
		found = !g_ascii_strcasecmp(email, options->me->pdata[i]);
	return found;
}

static void add(struct recipients *recipients, GArray *list, const struct person *person)
{
	char *key;

	if (!is_address(person->email) || is_me(recipients->options, person->email) ||
	    g_hash_table_size(recipients->known) >= MAX_RECIPIENTS)
		return;
	key = g_ascii_strdown(person->email, -1);
	if (g_hash_table_add(recipients->known, key))
		g_array_append_val(list, *person);
}

/* All whom the fields of that name hold. */
static void add_field(struct recipients *recipients, GArray *list, const struct mail *mail,
		      const char *name)
{
	struct slice header = mail->header, value;
	struct person person;
	unsigned nr = 0;

	while (nr < MAX_RECIPIENTS && mail_find_field(&header, name, &value))
		while (nr < MAX_RECIPIENTS && address_next(&recipients->pool, &value, &person)) {
			add(recipients, list, &person);
			nr++;
		}
}

static void add_sender(struct recipients *recipients, const struct mail *mail,
		       const struct record *record)
{
	struct slice header = mail->header, cc = { NULL, 0 };
	struct person sender = record->people->sender;

	mail_find_field(&header, "Cc", &cc);
	address_unmask(&recipients->pool, &record->people->sender,
		       mail->field[FIELD_X_ORIGINAL_FROM], mail->field[FIELD_REPLY_TO], cc,
		       &sender);
	add(recipients, recipients->to, &sender);
}

static void find_recipients(struct recipients *recipients, const struct mail *mail,
			    const struct record *record)
{
	bool own = is_me(recipients->options, record->people->sender.email);

	if (!own) {
		add_field(recipients, recipients->to, mail, "Reply-To");
		if (!recipients->to->len)
			add_sender(recipients, mail, record);
	}
	add_field(recipients, own ? recipients->to : recipients->cc, mail, "To");
	add_field(recipients, recipients->cc, mail, "Cc");
}

static void append_recipients(GString *out, const struct mail *mail, const struct record *record,
			      const struct draft_options *options)
{
	struct recipients recipients = {
		.options = options,
		.to = g_array_new(FALSE, FALSE, sizeof(struct person)),
		.cc = g_array_new(FALSE, FALSE, sizeof(struct person)),
		.known = g_hash_table_new_full(str_hash, g_str_equal, g_free, NULL),
	};

	find_recipients(&recipients, mail, record);
	mbox_field_persons(out, "To", recipients.to);
	mbox_field_persons(out, "Cc", recipients.cc);
	g_hash_table_unref(recipients.known);
	g_array_unref(recipients.to);
	g_array_unref(recipients.cc);
	pool_release(&recipients.pool);
}

static void append_subject(GString *out, const struct subject *subject)
{
	g_autofree char *text = subject_text(subject), *rest = NULL;

	if (g_ascii_strncasecmp(text, "re:", 3) && subject->flags & SUBJECT_REPLY)
		rest = g_strdup_printf("%s%s%s", subject->prefix, *subject->prefix ? " " : "",
				       subject->title);
	else
		rest = g_strdup(g_ascii_strncasecmp(text, "re:", 3) ? text : text + 3);
	mbox_field_text(out, "Subject", "Re: ", g_strstrip(rest));
}

/* What the mail answers, and itself. */
static void append_references(GString *out, const struct record *record)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new();
	guint nr = g_strv_length((char **)record->references);

	mbox_field_ids(out, "In-Reply-To", &record->message_id, 1);
	for (guint i = 0; i < nr; i++)
		if ((!i || i + MAX_REFERENCES > nr) &&
		    strcmp(record->references[i], record->message_id))
			g_ptr_array_add(ids, (void *)record->references[i]);
	if (!nr && *record->in_reply_to)
		g_ptr_array_add(ids, (void *)record->in_reply_to);
	g_ptr_array_add(ids, (void *)record->message_id);
	mbox_field_ids(out, "References", (const char *const *)ids->pdata, ids->len);
}

#define COLUMNS 72 /* of the line that says who wrote */

/* Text of a mail on its line: without control characters, which a mail has no use for. */
static void append_clean(GString *out, const char *text, size_t len)
{
	const char *end = text + len;

	while (text < end) {
		const char *next = g_utf8_next_char(text);
		gunichar c = g_utf8_get_char(text);

		if (c == '\t' || (c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0)))
			g_string_append_len(out, text, next - text);
		text = next;
	}
}

/* "On Mon, 3 Mar 2025 12:00:00 +0000, Ada Lindqvist wrote:" */
static void append_attribution(GString *out, const struct record *record)
{
	struct when_format format = { .kind = WHEN_RFC, .now = record->date };
	const struct person *sender = &record->people->author;
	const char *name = *sender->name ? sender->name : sender->email;
	g_autoptr(GString) person = g_string_new(NULL);
	size_t start = out->len;

	g_string_append(out, "On ");
	when_append(out, &format, record->date, record->zone);
	append_clean(person, name, strlen(name));
	g_string_append(out, ",");
	g_string_append(out, out->len - start + person->len + 8 > COLUMNS ? "\n" : " ");
	g_string_append_printf(out, "%s wrote:\n", person->str);
}

/* Of a patch without its diff the message, and what the author wrote below it. */
static void add_message(GArray *lines, struct slice text)
{
	struct patch patch;

	patch_split(text, &patch);
	lexer_append(lines, patch.message);
	if (!slice_trim(patch.notes).len)
		return;
	lexer_append(lines, SLICE("---\n"));
	lexer_append(lines, patch.notes);
}

static bool is_quoted(const struct text_line *item, bool patch)
{
	switch (item->kind) {
	case LINE_SIGNATURE:
		return false;
	case LINE_DIFF:
	case LINE_FRAG:
	case LINE_ADDED:
	case LINE_REMOVED:
	case LINE_CONTEXT:
		return patch;
	default:
		return true;
	}
}

static void append_lines(GString *out, const GArray *lines, bool patch)
{
	GString *blank = g_string_new(NULL); /* lines that are quoted if another one follows */

	array_each (const struct text_line, item, lines) {
		if (!is_quoted(item, patch))
			continue;
		if (!slice_trim(item->line).len) {
			g_string_append(blank, ">\n");
			continue;
		}
		g_string_append_len(out, blank->str, (gssize)blank->len);
		g_string_truncate(blank, 0);
		g_string_append(out, "> ");
		append_clean(out, item->line.ptr, item->line.len);
		g_string_append_c(out, '\n');
	}
	g_string_free(blank, TRUE);
}

/* Appends "On <date>, <name> wrote:" and the text of a mail, each line behind "> ". */
static void draft_append_quoted(GString *out, const struct record *record, const struct body *body,
				bool patch)
{
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	struct inbody inbody;

	if (record_is_posting(record)) {
		inbody_parse(body_patch(body), &inbody);
		lexer_append(lines, slice_of(body->text.ptr, body->patch_at));
		if (patch)
			lexer_append(lines, inbody.rest);
		else
			add_message(lines, inbody.rest);
	} else {
		lexer_append(lines, body->text);
	}
	append_attribution(out, record);
	append_lines(out, lines, patch);
}

bool draft_append(GString *out, struct slice raw, const struct record *record,
		  const struct draft_options *options, GError **error)
{
	struct mail mail;
	struct body body;

	if (!mail_parse(&mail, raw, error) || !body_decode(&mail, &body, error))
		return false;
	mbox_field_person(out, "From", &options->from);
	append_recipients(out, &mail, record, options);
	append_subject(out, &record->subject);
	append_references(out, record);
	g_string_append(out, "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
			     "Content-Transfer-Encoding: 8bit\n\n");
	draft_append_quoted(out, record, &body, options->patch);
	body_release(&body);
	return true;
}
