/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/quote.h"

#include "reply/given_line.h"

#define QUOTER_MAX 6	    /* letters before ">" that name who is quoted */
#define ATTRIBUTION_LINES 3 /* over which mailers wrap "On … wrote:" */

bool quote_marks(struct slice line)
{
	size_t i = 0;

	while (i < line.len && i < 3 && line.ptr[i] == ' ')
		i++;
	if (i == line.len)
		return false;
	if (line.ptr[i] == '>' || line.ptr[i] == '|')
		return true;
	if (i)
		return false;
	while (i < line.len && i < QUOTER_MAX && g_ascii_isalpha(line.ptr[i]))
		i++;
	return i && i < line.len && line.ptr[i] == '>';
}

static bool ends(struct slice line, struct slice end)
{
	return line.len >= end.len && slice_ieq(slice_skip(line, line.len - end.len), end);
}

static bool ends_attribution(struct slice line)
{
	static const struct slice verbs[] = { SLICE("wrote:"),	 SLICE("writes:"),
					      SLICE("said:"),	 SLICE("schrieb:"),
					      SLICE("crit :"),	 SLICE("you wrote"),
					      SLICE("escreveu:") };

	line = slice_trim(line);
	if (!line.len || (line.ptr[line.len - 1] != ':' && !ends(line, SLICE("wrote"))))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (ends(line, verbs[i]))
			return true;
	/* The name comes last: "Am 03.03.25 um 10:00 schrieb Ada Lindqvist:" */
	return slice_istarts(line, SLICE("Excerpts from ")) ||
	       (slice_starts(line, SLICE("Am ")) && memmem(line.ptr, line.len, " schrieb ", 9));
}

static bool is_above_quote(struct slice rest)
{
	struct slice next;

	return slice_next_line(&rest, &next) && quote_marks(next);
}

static bool ends_in_colon(struct slice line)
{
	line = slice_trim(line);
	return line.len && (line.ptr[line.len - 1] == ':' || ends(line, SLICE("：")));
}

/* Whether the line ends with a colon, and a quoted one follows. */
static bool introduces_quote(struct slice line, struct slice rest)
{
	return ends_in_colon(line) && is_above_quote(rest);
}

/* Whether there may be a date, an address, or a word of another language. */
static bool may_attribute(struct slice line)
{
	for (size_t i = 0; i < line.len; i++)
		if (g_ascii_isdigit(line.ptr[i]) || line.ptr[i] == '@' || line.ptr[i] & 0x80)
			return true;
	return false;
}

/* The same where it is the first line of the mail, which a blank line may follow. */
static bool begins_quote(struct slice line, struct slice rest)
{
	struct slice next, behind = rest;

	if (!ends_in_colon(line))
		return false;
	return is_above_quote(rest) || (may_attribute(line) && slice_next_line(&behind, &next) &&
					!slice_trim(next).len && is_above_quote(behind));
}

bool quote_introduces(struct slice line, bool begun, struct slice *rest)
{
	struct slice next = *rest;
	struct given_line tag;
	bool address = !begun && !given_find(line, &tag) &&
		       (memchr(line.ptr, '@', line.len) || slice_istarts(line, SLICE("From: ")));

	if (ends_attribution(line) ||
	    (begun ? introduces_quote(line, next) && may_attribute(line)
		   : begins_quote(line, next)) ||
	    (address && is_above_quote(next)))
		return true;
	if (!slice_starts(line, SLICE("On ")) && !slice_starts(line, SLICE("* ")) && !address)
		return false;
	for (int i = 1; i < ATTRIBUTION_LINES && slice_next_line(&next, &line) && line.len; i++) {
		if (quote_marks(line))
			return false;
		if (!ends_attribution(line) && !introduces_quote(line, next))
			continue;
		*rest = next;
		return true;
	}
	return false;
}

/* Whether the line is a field with one of these names, in bold or not. */
static bool is_field(struct slice line, const struct slice *names, size_t nr)
{
	while (line.len && (*line.ptr == '*' || *line.ptr == ' '))
		line = slice_skip(line, 1);
	for (size_t i = 0; i < nr; i++) {
		struct slice behind;

		if (!slice_istarts(line, names[i]))
			continue;
		behind = slice_trim(slice_skip(line, names[i].len));
		if (slice_starts(behind, SLICE(":")) || slice_starts(behind, SLICE("：")))
			return true;
	}
	return false;
}

static bool is_header_line(struct slice line)
{
	static const struct slice names[] = {
		SLICE("Sent"),	   SLICE("Date"),     SLICE("To"),	  SLICE("Cc"),
		SLICE("Subject"),  SLICE("发送时间"), SLICE("发送日期"),  SLICE("日期"),
		SLICE("时间"),	   SLICE("收件人"),   SLICE("主题"),	  SLICE("寄件日期"),
		SLICE("Gesendet"), SLICE("Datum"),    SLICE("An"),	  SLICE("Envoyé"),
		SLICE("Skickat"),  SLICE("Inviato"),  SLICE("Enviado"),	  SLICE("Wysłano"),
		SLICE("送信日時"), SLICE("日付"),     SLICE("보낸 날짜"), SLICE("Отправлено"),
	};

	return is_field(line, names, G_N_ELEMENTS(names));
}

/* "From:" as mailers write it in their user's language. */
static bool is_from_line(struct slice line)
{
	static const struct slice names[] = {
		SLICE("From"),	    SLICE("发件人"), SLICE("寄件者"), SLICE("差出人"),
		SLICE("보낸 사람"), SLICE("Von"),    SLICE("De"),     SLICE("Da"),
		SLICE("Från"),	    SLICE("Od"),     SLICE("От"),
	};

	/* Most lines begin with another letter. */
	if (!line.len || *line.ptr == ' ' ||
	    (g_ascii_isalnum(*line.ptr) && !strchr("FfVvDdOo", *line.ptr)))
		return false;
	return is_field(line, names, G_N_ELEMENTS(names));
}

static bool begins_original(struct slice line, struct slice rest)
{
	struct slice next;

	if (slice_starts(line, SLICE("-----")))
		return memmem(line.ptr, line.len, "Original Message", 16) ||
		       memmem(line.ptr, line.len, "Forwarded", 9);
	return is_from_line(line) && slice_next_line(&rest, &next) && is_header_line(next);
}

bool quote_begins_original(struct slice line, struct slice *rest, bool *unmarked)
{
	struct slice next = *rest;

	*unmarked = false;
	if (!begins_original(line, next))
		return false;
	while (slice_next_line(&next, &line) && slice_trim(line).len && !quote_marks(line))
		*rest = next;
	next = *rest;
	while (slice_next_line(&next, &line) && !slice_trim(line).len)
		*rest = next;
	/* No blank line is left in front: what is left is text. */
	*unmarked = rest->len && !quote_marks(line);
	return true;
}
