/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_KEY_H
#define INDEX_KEY_H

/* What records are found by, see index_find(). */
enum index_key {
	INDEX_COMMIT,	  /* its hash in hex */
	INDEX_MESSAGE_ID, /* without <> */
	INDEX_THREAD, /* the Message-ID of a mail: those that answer it, or name it as reference or
			 as an older version */
	INDEX_CHANGE_ID,
	INDEX_TITLE,  /* titles with the same title_key() */
	INDEX_LISTED, /* pull requests: what they list, by the title_key() of its title_tail(), and
			 its authors; patches: what they fix, in the same way */
	INDEX_PERSON, /* an address in any case: of authors, senders, and in trailers */
	INDEX_PATH,
	INDEX_POSTER,  /* an address in any case: who sent or wrote what is a posting or a pull
			  request, may be the cover letter of some, or names an older version */
	INDEX_TAKER,   /* an address in any case: who sent what record_takes() */
	INDEX_NAMED,   /* the same: whom a posting record_names() */
	INDEX_SUBJECT, /* a part of the subject or title of what is a posting, or may be the cover
			  letter of some; in any case where it has no capital letter */
};

#endif
