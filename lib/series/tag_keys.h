/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_TAG_KEYS_H
#define SERIES_TAG_KEYS_H

/* What the key of a trailer makes of it. */
enum tag_key_flag {
	KEY_REVIEWED = 1 << 0,
	KEY_ACKED = 1 << 1,
	KEY_TESTED = 1 << 2,
	KEY_NACKED = 1 << 3,
	KEY_OWN = 1 << 4,   /* speaks for the person named, who alone can give it */
	KEY_FOLD = 1 << 5,  /* goes into the commit when it is given in a reply */
	KEY_BUG = 1 << 6,   /* on a cover letter: about a bug in the series, not for its patches */
	KEY_BINDS = 1 << 7, /* says how the commit came to be, or what it is about: for the author's
			       and the committer's side alone to say */
};

/* Says what somebody thinks of a patch. */
#define KEY_JUDGES (KEY_REVIEWED | KEY_ACKED | KEY_TESTED | KEY_NACKED)

/* enum tag_key_flag; of a key that is not known by its words: "Acked-and-merged-by". */
unsigned tag_key_flags(const char *key);

/* As it should be written, "Reviewed-by", where it is known; else as it is. */
const char *tag_key_name(const char *written);

#endif
