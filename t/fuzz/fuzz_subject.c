/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A subject, as it stands and decoded. */
#include "fuzz.h"

#include "mime/limits.h"
#include "mime/words.h"
#include "patch/subject.h"

#define NUMBER_MAX SUBJECT_MAX_NUMBER

static void check_flags(unsigned flags)
{
	unsigned kind = flags & (SUBJECT_PATCH | SUBJECT_WEAK | SUBJECT_PULL | SUBJECT_NOTICE);

	check(!kind || !(kind & (kind - 1)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool pool = POOL_INIT;
	struct subject subject;
	char *text;

	subject_parse(&pool, words_decode(&pool, slice_of((const char *)data, size)), &subject);
	text = subject_text(&subject);
	check_text(text);
	check_text(subject.prefix);
	check_text(subject.title);
	check_text(subject.tags);
	check_text(subject.counter);
	check(strlen(text) <= MAIL_MAX_SUBJECT);
	check(strstr(text, subject.title) && strstr(text, subject.prefix));
	check(subject.version >= 0 && subject.version <= NUMBER_MAX);
	check(subject.revision >= 0 && subject.revision <= NUMBER_MAX);
	check(subject.n >= -1 && subject.n <= NUMBER_MAX);
	check(subject.m >= -1 && subject.m <= NUMBER_MAX);
	check((subject.n < 0) == (subject.m < 0) && (subject.n < 0) == !*subject.counter);
	check_flags(subject.flags);
	g_free(text);
	pool_release(&pool);
	return 0;
}
