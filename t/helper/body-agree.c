/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads mails from stdin as `git cat-file --batch` prints them and holds body_decode() against
 * body_decode_gmime(). Prints each mail on which they disagree, then how many mails there were, and
 * how many with a broken encoding, out of which each version of GMime reads something else. Exits
 * with 1 when there was a disagreement, 2 when the input is broken.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../unit/body_gmime.h"

static bool agree(struct slice raw, unsigned long *broken)
{
	struct body fast = { .owned = NULL }, slow = { .owned = NULL };
	bool fast_done, slow_done, same;
	struct mail mail;

	if (!mail_parse(&mail, raw, NULL))
		return true;
	fast_done = body_decode(&mail, &fast, NULL);
	slow_done = body_decode_gmime(&mail, &slow, NULL);
	same = fast_done == slow_done;
	if (same && fast_done && fast.flags & BODY_BAD_ENCODING)
		++*broken;
	else if (same && fast_done)
		same = slice_eq(fast.text, slow.text) && fast.flags == slow.flags;
	body_release(&fast);
	body_release(&slow);
	return same;
}

/* Returns false at the end of the input. */
static bool read_mail(char **line, size_t *room, GByteArray *mail)
{
	unsigned long size;
	char type[16];

	while (getline(line, room, stdin) > 0) {
		if (sscanf(*line, "%*s %15s %lu", type, &size) != 2)
			continue; /* "<name> missing" */
		g_byte_array_set_size(mail, (guint)size + 1);
		if (fread(mail->data, 1, size + 1, stdin) != size + 1) {
			fprintf(stderr, "body-agree: input ends inside a mail\n");
			exit(2);
		}
		g_byte_array_set_size(mail, (guint)size);
		return true;
	}
	return false;
}

int main(void)
{
	GByteArray *mail = g_byte_array_new();
	unsigned long nr = 0, broken = 0, disagreed = 0;
	char *line = NULL;
	size_t room = 0;

	while (read_mail(&line, &room, mail)) {
		nr++;
		if (agree(slice_of((const char *)mail->data, mail->len), &broken))
			continue;
		disagreed++;
		printf("disagree: %.*s\n", (int)strcspn(line, " "), line);
	}
	printf("%lu mails, %lu with a broken encoding, %lu disagreements\n", nr, broken, disagreed);
	free(line);
	g_byte_array_free(mail, TRUE);
	return disagreed ? 1 : 0;
}
