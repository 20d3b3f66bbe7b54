/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef AUTHORS_EMPLOYERS_H
#define AUTHORS_EMPLOYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <glib.h>

#define AUTHORS_ERROR (g_quark_from_static_string("gitkvm-authors"))

/* Who works for whom: the maps of domains and of addresses that gitdm takes. */
struct employers;

/* Never NULL: a map without entries. */
struct employers *employers_new(void);
void employers_free(struct employers *employers);

/*
 * Adds the lines of a file: "domain employer" or "address employer", optionally with "< YYYY-MM-DD"
 * behind it: until the day before that one. "#" begins a comment. name is the file's, for messages.
 * False with an AUTHORS_ERROR that names the first line that is none of that; what stands before it
 * was added.
 */
bool employers_add(struct employers *employers, const char *name, const char *text, size_t len,
		   GError **error);

enum employer_kind {
	EMPLOYER_KNOWN,	    /* in the map */
	EMPLOYER_DOMAIN,    /* not in the map: the domain stands for itself */
	EMPLOYER_FREEMAIL,  /* mailboxes that anybody gets: no employer */
	EMPLOYER_COMMUNITY, /* kernel.org and the like: given to developers, whoever employs them */
	EMPLOYER_NONE,	    /* no domain */
};

struct employer {
	const char *name; /* the map's, a constant, or the buffer's */
	enum employer_kind kind;
	bool dated; /* at another time it may be another one */
};

#define EMPLOYER_NAME_SIZE 256

/*
 * The employer of who used an address at a time (seconds since the epoch): of the address if it is
 * in the map, else of the longest part of its domain, from a dot on, that is and has at least one
 * dot.
 */
struct employer employers_find(const struct employers *employers, const char *email, int64_t when,
			       char buffer[EMPLOYER_NAME_SIZE]);

#endif
