/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/mbox_field.h"

#define LINE_MAX_PLAIN 900	       /* RFC 5322 allows 998 bytes */
#define LINE_MAX_WORDS 76	       /* RFC 2047, 2: of a line with encoded words */
#define DATE_MAX INT64_C(253402214400) /* the last day of 9999 */
#define WORD_START "=?UTF-8?q?"
#define WORD_END "?="

static bool is_plain(const char *text)
{
	size_t len = 0;

	for (; text[len]; len++)
		if (text[len] < ' ' || text[len] > '~')
			return false;
	return len <= LINE_MAX_PLAIN && !strstr(text, "=?");
}

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || c == '-' || c == '!' || c == '*' || c == '+' || c == '/';
}

/* RFC 2047, 4.2 and 5 (3): the form that is safe in a phrase, too. */
static void append_q(GString *out, const char *letter, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (is_word_char(letter[i]))
			g_string_append_c(out, letter[i]);
		else
			g_string_append_printf(out, "=%02X", (unsigned char)letter[i]);
}

/* A word ends before a letter that would make its line too long. */
static void append_words(GString *out, size_t line_start, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	g_string_append(out, WORD_START);
	for (const char *at = valid, *next; *at; at = next) {
		size_t before = out->len;

		next = g_utf8_next_char(at);
		append_q(out, at, (size_t)(next - at));
		if (out->len + strlen(WORD_END) - line_start <= LINE_MAX_WORDS)
			continue;
		g_string_truncate(out, before);
		g_string_append(out, WORD_END "\n");
		line_start = out->len;
		g_string_append(out, " " WORD_START);
		append_q(out, at, (size_t)(next - at));
	}
	g_string_append(out, WORD_END);
}

static void append_text(GString *out, size_t line_start, const char *text)
{
	if (is_plain(text))
		g_string_append(out, text);
	else
		append_words(out, line_start, text);
}

void mbox_field_text(GString *out, const char *name, const char *prefix, const char *text)
{
	size_t start = out->len;

	g_string_append_printf(out, "%s: %s", name, prefix);
	append_text(out, start, text);
	g_string_append_c(out, '\n');
}

static char *clean_email(struct pool *pool, const char *email)
{
	char *copy = pool_copy_utf8(pool, slice_str(email)), *to = copy;

	for (const char *from = copy; *from; from++)
		if ((unsigned char)*from > ' ' && *from != 0x7f && !strchr("<>", *from))
			*to++ = *from;
	*to = '\0';
	return copy;
}

/* One that opens or closes nothing. */
static bool has_lone_parenthesis(const char *name)
{
	size_t depth = 0;

	for (; *name; name++) {
		if (*name == ')' && !depth)
			return true;
		depth += *name == '(';
		depth -= *name == ')';
	}
	return depth;
}

/* Git takes quotes and backslashes off, and reads comments to their end, after it has decoded
 * words, so the words hold such a name quoted. */
static const char *quote_for_git(struct pool *pool, const char *name)
{
	g_autoptr(GString) quoted = NULL;

	if (!strpbrk(name, "\"\\") && !has_lone_parenthesis(name))
		return name;
	quoted = g_string_new("\"");
	for (; *name; name++) {
		if (*name == '"' || *name == '\\')
			g_string_append_c(quoted, '\\');
		g_string_append_c(quoted, *name);
	}
	g_string_append_c(quoted, '"');
	return pool_copy(pool, slice_of(quoted->str, quoted->len));
}

/*
 * Git takes what stands around the first "@" for the address, even inside quotes: a name with one
 * would be it, and as git uses no such name, none is given.
 */
void mbox_field_person(GString *out, const char *name, const struct person *person)
{
	struct pool pool = POOL_INIT;
	char *email = clean_email(&pool, person->email);
	size_t start = out->len;

	g_string_append_printf(out, "%s: ", name);
	if (!*person->name || strchr(person->name, '@')) {
		g_string_append_printf(out, "<%s>\n", email);
	} else if (is_plain(person->name)) {
		struct person clean = { person->name, email };

		g_string_append_printf(out, "%s\n", address_format(&pool, &clean));
	} else {
		append_words(out, start, quote_for_git(&pool, person->name));
		g_string_append_printf(out, "%s<%s>\n",
				       strlen(email) < LINE_MAX_WORDS / 2 ? " " : "\n ", email);
	}
	pool_release(&pool);
}

void mbox_field_date(GString *out, int64_t when, int zone)
{
	static const char days[][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int minutes = CLAMP(zone, -24 * 60 + 1, 24 * 60 - 1);
	GDateTime *date = g_date_time_new_from_unix_utc(CLAMP(when, 0, DATE_MAX) + minutes * 60);

	if (!date)
		return;
	g_string_append_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d %c%02d%02d\n",
			       days[g_date_time_get_day_of_week(date) - 1],
			       g_date_time_get_day_of_month(date),
			       months[g_date_time_get_month(date) - 1], g_date_time_get_year(date),
			       g_date_time_get_hour(date), g_date_time_get_minute(date),
			       g_date_time_get_second(date), minutes < 0 ? '-' : '+',
			       ABS(minutes) / 60, ABS(minutes) % 60);
	g_date_time_unref(date);
}

void mbox_field_persons(GString *out, const char *name, const GArray *persons)
{
	g_autoptr(GString) field = g_string_new(NULL);

	for (guint i = 0; i < persons->len; i++) {
		g_string_truncate(field, 0);
		mbox_field_person(field, i ? "" : name, &g_array_index(persons, struct person, i));
		if (i)
			g_string_append(out, ",\n");
		/* Without the colon of the empty name, and the line end. */
		g_string_append_len(out, field->str + (i > 0), (gssize)(field->len - 1 - (i > 0)));
	}
	if (persons->len)
		g_string_append_c(out, '\n');
}

void mbox_field_ids(GString *out, const char *name, const char *const *ids, size_t nr)
{
	struct pool pool = POOL_INIT;
	bool begun = false;

	for (size_t i = 0; i < nr; i++) {
		char *clean = clean_email(&pool, ids[i]);

		if (!*clean)
			continue;
		if (begun)
			g_string_append_printf(out, "\n <%s>", clean);
		else
			g_string_append_printf(out, "%s: <%s>", name, clean);
		begun = true;
	}
	if (begun)
		g_string_append_c(out, '\n');
	pool_release(&pool);
}

void mbox_field_message_id(GString *out, const char *id)
{
	mbox_field_ids(out, "Message-ID", &id, 1);
}
