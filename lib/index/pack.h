/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_PACK_H
#define INDEX_PACK_H

#include "index/dictionary.h"
#include "index/strings.h"
#include "record/record.h"

/*
 * A record as bytes: numbers of 7 bits a byte, lowest first, the top bit set in all but the last;
 * signed ones as 2n or -2n-1; texts by their numbers in the dictionary. A mail that gave no record
 * has its commit and its date of archiving alone. gitkvm-index(5) lists the fields.
 */

/* reply: by the commit's subject. */
void pack_record(GByteArray *out, struct dictionary *dictionary, const struct record *record,
		 bool reply);
void pack_skipped(GByteArray *out, const unsigned char *commit, int64_t archived, bool reply);

/* For the row of a run: the number of bytes, then the bytes. */
void pack_append(GByteArray *run, const GByteArray *packed);

struct unpacked {
	unsigned char commit[RECORD_HASH_SIZE];
	int64_t archived;
	bool reply;	       /* by the commit's subject */
	bool skipped;	       /* there is no record */
	struct record *record; /* NULL of a skipped one */
};

/* Takes the next packed mail off a run. False at its end. */
bool unpack_next(struct slice *run, struct slice *packed);

/* The head alone: everything but the record. False when the bytes are no mail. */
bool unpack_head(struct slice packed, struct unpacked *out);

/* The head, and when it was written, as far as that is before it was archived. */
bool unpack_written(struct slice packed, struct unpacked *out, int64_t *written);

/*
 * Everything; the record is the caller's, and keeps what was loaded of the strings. False when the
 * bytes are no mail.
 */
bool unpack(struct slice packed, struct strings *strings, struct unpacked *out);

/*
 * The same for who counts mails: without the recipients, of which a posting has a dozen and more,
 * and of the remarks with REMARK_SCOPE alone; other mails than postings come without a subject, and
 * the record of a posting has its texts for itself.
 */
bool unpack_for_counting(struct slice packed, struct strings *strings, struct unpacked *out);

#endif
