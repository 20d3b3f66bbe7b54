/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mime/mail.h"

#include "late/late.h"
#include "mime/error.h"
#include "mime/limits.h"

static const struct slice field_names[FIELD_NR] = {
	[FIELD_FROM] = SLICE("From"),
	[FIELD_SENDER] = SLICE("Sender"),
	[FIELD_REPLY_TO] = SLICE("Reply-To"),
	[FIELD_X_ORIGINAL_FROM] = SLICE("X-Original-From"),
	[FIELD_SUBJECT] = SLICE("Subject"),
	[FIELD_DATE] = SLICE("Date"),
	[FIELD_MESSAGE_ID] = SLICE("Message-ID"),
	[FIELD_IN_REPLY_TO] = SLICE("In-Reply-To"),
	[FIELD_REFERENCES] = SLICE("References"),
	[FIELD_LIST_ID] = SLICE("List-Id"),
	[FIELD_MIME_VERSION] = SLICE("MIME-Version"),
	[FIELD_CONTENT_TYPE] = SLICE("Content-Type"),
	[FIELD_CONTENT_TRANSFER_ENCODING] = SLICE("Content-Transfer-Encoding"),
	[FIELD_AUTO_SUBMITTED] = SLICE("Auto-Submitted"),
	[FIELD_X_MAILER] = SLICE("X-Mailer"),
	[FIELD_USER_AGENT] = SLICE("User-Agent"),
	[FIELD_X_CHANGE_ID] = SLICE("X-Change-ID"),
	[FIELD_X_B4_TRACKING] = SLICE("X-B4-Tracking"),
	[FIELD_TO] = SLICE("To"),
	[FIELD_CC] = SLICE("Cc"),
	[FIELD_X_STABLE] = SLICE("X-stable"),
	[FIELD_X_STABLE_BASE] = SLICE("X-stable-base"),
};

static gpointer init_gmime(gpointer unused)
{
	late()->g_mime_init();
	return unused;
}

void mail_library_init(void)
{
	static GOnce once = G_ONCE_INIT;

	g_once(&once, init_gmime, NULL);
}

/* The few fields whose name has this length, so that most lines cost one look at their length. */
static enum field_id field_by_length(size_t len, char first, char last)
{
	switch (len) {
	case 2:
		return first == 't' ? FIELD_TO : FIELD_CC;
	case 4:
		return first == 'f' ? FIELD_FROM : FIELD_DATE;
	case 6:
		return FIELD_SENDER;
	case 7:
		return first == 's' ? FIELD_SUBJECT : FIELD_LIST_ID;
	case 8:
		return first == 'r'  ? FIELD_REPLY_TO
		       : last == 'r' ? FIELD_X_MAILER
				     : FIELD_X_STABLE;
	case 10:
		return first == 'm'   ? FIELD_MESSAGE_ID
		       : first == 'r' ? FIELD_REFERENCES
				      : FIELD_USER_AGENT;
	case 11:
		return first == 'i' ? FIELD_IN_REPLY_TO : FIELD_X_CHANGE_ID;
	case 12:
		return first == 'c' ? FIELD_CONTENT_TYPE : FIELD_MIME_VERSION;
	case 13:
		return last == 'g' ? FIELD_X_B4_TRACKING : FIELD_X_STABLE_BASE;
	case 14:
		return FIELD_AUTO_SUBMITTED;
	case 15:
		return FIELD_X_ORIGINAL_FROM;
	case 25:
		return FIELD_CONTENT_TRANSFER_ENCODING;
	default:
		return FIELD_NONE;
	}
}

static enum field_id field_by_name(struct slice name)
{
	enum field_id id;

	if (!name.len)
		return FIELD_NONE;
	id = field_by_length(name.len, (char)slice_lower(name.ptr[0]),
			     (char)slice_lower(name.ptr[name.len - 1]));
	return id != FIELD_NONE && slice_ieq(name, field_names[id]) ? id : FIELD_NONE;
}

static inline bool is_line_end(const char *at, const char *end)
{
	return *at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n');
}

static inline const char *line_after(const char *at, const char *end)
{
	const char *lf = slice_find_lf(at, (size_t)(end - at));

	return lf ? lf + 1 : end;
}

/*
 * The name in front of the colon of a field's first line, where there is one: whoever compares it
 * with a name need not know whether its letters may be in one.
 */
static struct slice field_name(const char *line, const char *colon)
{
	size_t len = (size_t)(colon - line);

	while (len && (line[len - 1] == ' ' || line[len - 1] == '\t'))
		len--;
	return slice_of(line, len);
}

/*
 * Cuts the next field with its continuation lines off *rest. False at the blank line that ends the
 * header, which stays in *rest, and at the end. What is in front of the first colon is the name of
 * a line that is no field, too; without one it is empty.
 */
static inline bool next_field(struct slice *rest, struct slice *name, struct slice *value)
{
	const char *at = rest->ptr, *end = at + rest->len, *next, *colon;

	if (!rest->len || is_line_end(at, end))
		return false;
	next = line_after(at, end);
	colon = memchr(at, ':', (size_t)(next - at));
	*name = colon ? field_name(at, colon) : slice_of(at, 0);
	if (next < end && (*next == ' ' || *next == '\t')) {
		next = slice_seek_line(slice_of(next, (size_t)(end - next)), ' ', ' ', '\t', false);
		next = next ? next : end;
	}
	*value = colon ? slice_of(colon + 1, (size_t)(next - colon) - 1) : slice_of(at, 0);
	*rest = slice_of(next, (size_t)(end - next));
	return true;
}

/* Cuts fields off *rest that begin with another letter than first, and lines that are no field. */
static void skip_fields(struct slice *rest, char first)
{
	const char *at = rest->ptr, *end = at + rest->len;

	while (at < end && !slice_may_ieq(*at, first) && !is_line_end(at, end))
		at = line_after(at, end);
	*rest = slice_of(at, (size_t)(end - at));
}

static struct slice skip_mbox_line(struct slice raw)
{
	if (!slice_starts(raw, SLICE("From ")))
		return raw;
	return slice_skip(raw, (size_t)(line_after(raw.ptr, raw.ptr + raw.len) - raw.ptr));
}

static bool check_size(struct slice raw, GError **error)
{
	if (!raw.len) {
		g_set_error(error, MAIL_ERROR, MAIL_ERROR_INVALID, "empty mail");
		return false;
	}
	if (raw.len > MAIL_MAX_BYTES) {
		g_set_error(error, MAIL_ERROR, MAIL_ERROR_LIMIT, "mail of more than %u MiB",
			    MAIL_MAX_BYTES >> 20);
		return false;
	}
	return true;
}

/* How far git mailinfo has been followed through a header. */
struct reach {
	const char *at;
	bool ended; /* a line in front of that is no field, with which the header ends for git */
};

/* Of an mbox, with or without the ">" of an archive. */
static bool is_mbox_line(struct slice line)
{
	return slice_starts(line, SLICE("From ")) || slice_starts(line, SLICE(">From "));
}

/* Of a field, without blanks in front of its colon; or what continues one. */
static bool is_line_of_header(const char *at, const char *end)
{
	if (*at == ' ' || *at == '\t' || is_mbox_line(slice_of(at, (size_t)(end - at))))
		return true;
	while (at != end && g_ascii_isgraph(*at) && *at != ':')
		at++;
	return at != end && *at == ':';
}

/* Whether git takes the line for a field's. Each line is looked at once for all that are asked for.
 */
static bool is_reached(struct reach *reach, const char *line, const char *end)
{
	for (; !reach->ended && reach->at <= line; reach->at = line_after(reach->at, end))
		reach->ended = !is_line_of_header(reach->at, end);
	return !reach->ended && !is_mbox_line(slice_of(line, (size_t)(end - line)));
}

/*
 * Whether of a field that is there twice the last one counts, as for git mailinfo; it is also the
 * one that DKIM signs first.
 */
static bool is_last_of(enum field_id id)
{
	return id == FIELD_FROM || id == FIELD_SUBJECT || id == FIELD_DATE ||
	       id == FIELD_CONTENT_TYPE || id == FIELD_CONTENT_TRANSFER_ENCODING;
}

bool mail_parse(struct mail *mail, struct slice raw, GError **error)
{
	struct slice rest, name, value;
	const char *line, *end = raw.ptr + raw.len;
	struct reach reach;

	memset(mail, 0, sizeof(*mail));
	if (!check_size(raw, error))
		return false;
	mail->raw = raw;
	rest = mail->header = skip_mbox_line(raw);
	reach = (struct reach){ rest.ptr, false };
	while (line = rest.ptr, next_field(&rest, &name, &value)) {
		enum field_id id = field_by_name(name);

		if ((size_t)(rest.ptr - mail->header.ptr) > MAIL_MAX_HEADER) {
			g_set_error(error, MAIL_ERROR, MAIL_ERROR_LIMIT,
				    "mail header of more than %u KiB", MAIL_MAX_HEADER >> 10);
			return false;
		}
		if (id == FIELD_NONE)
			continue;
		if (mail->field[id].ptr && id < FIELD_MORE)
			mail->repeated |= 1u << id;
		if (!mail->field[id].ptr || (is_last_of(id) && is_reached(&reach, line, end)))
			mail->field[id] = slice_trim(value);
	}
	mail->header.len = (size_t)(rest.ptr - mail->header.ptr);
	mail->body = rest;
	if (rest.len)
		mail->body = slice_skip(rest, *rest.ptr == '\n' ? 1 : 2);
	return true;
}

bool mail_find_field(struct slice *from, const char *name, struct slice *value)
{
	struct slice wanted = slice_str(name), found, body;

	while (skip_fields(from, *name), next_field(from, &found, &body)) {
		if (!slice_ieq(found, wanted))
			continue;
		*value = slice_trim(body);
		return true;
	}
	return false;
}

struct slice mail_first_line(struct slice field)
{
	struct slice line = field;

	slice_next_line(&field, &line);
	return line;
}
