/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The header of a mail, and every reader of its fields on every field. */
#include "fuzz.h"

#include "mime/address.h"
#include "mime/date.h"
#include "mime/ids.h"
#include "mime/mail.h"
#include "mime/words.h"

static void read_person(struct pool *pool, const struct mail *mail, struct slice field)
{
	struct person person, writer;

	check(address_parse(pool, field, &person) == (*person.email != '\0'));
	check_text(person.name);
	check_text(person.email);
	check_text(address_format(pool, &person));
	if (!address_unmask(pool, &person, mail->field[FIELD_X_ORIGINAL_FROM],
			    mail->field[FIELD_REPLY_TO], mail->field[FIELD_REFERENCES], &writer))
		return;
	check_text(writer.name);
	check_text(writer.email);
}

static void read_field(struct pool *pool, const struct mail *mail, struct slice field)
{
	struct slice rest = field, id;
	const char *text = words_decode(pool, field);
	int64_t when;
	int zone;

	check_inside(field, mail->header);
	check_text(text);
	check(!strpbrk(text, "\r\n"));
	read_person(pool, mail, field);
	check(date_parse(field, &when, &zone) || (!when && !zone));
	while (ids_next(&rest, &id)) {
		check(id.len);
		check_inside(id, field);
		check_inside(rest, field);
	}
	check_inside(mail_first_line(field), field);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice raw = slice_of((const char *)data, size), rest, value;
	bool any = false, found = false;
	struct pool pool = POOL_INIT;
	struct mail mail;

	if (!mail_parse(&mail, raw, NULL))
		return 0;
	check_inside(mail.header, raw);
	check_inside(mail.body, raw);
	for (int i = 0; i < FIELD_NR; i++)
		read_field(&pool, &mail, mail.field[i]);
	rest = mail.header;
	/* The last one that git would take for a field. */
	while (mail_find_field(&rest, "Subject", &value)) {
		any = true;
		found |= value.ptr == mail.field[FIELD_SUBJECT].ptr;
	}
	check(any == found && any == (mail.field[FIELD_SUBJECT].ptr != NULL));
	pool_release(&pool);
	return 0;
}
