/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_DIGEST_H
#define REPORT_DIGEST_H

#include "authors/tally.h"
#include "inbox/scan.h"
#include "report/format.h"
#include "report/brief.h"
#include "report/when.h"
#include "series/series.h"
#include "report/json_frame.h"

/* A mail whose message the digest prints, or a repost of one it printed. */
struct digest_entry {
	struct record *record;
	struct record *printed; /* NULL: New; else the entry above with the same title and author */
};

/*
 * The model of a digest: what was posted in a range. Patches and cover letters are kept, of all
 * other mails only their number, so that memory grows with the patches alone and with none of their
 * bodies.
 */
struct digest {
	/* To be set before the first record: only series of which it says so count; NULL: all. */
	bool (*wanted)(const struct series *series, void *data);
	void *wanted_data;
	bool listed;		 /* the format has series and entries; set before digest_finish() */
	const char *const *bots; /* more addresses of robots, see tally_is_robot(); may be NULL */
	bool reverse;		 /* oldest first, from digest_finish() on */
	struct brief *brief;	 /* what happened; NULL: the format has no use for it */

	GPtrArray *postings; /* of struct record *, owned, newest first */
	GPtrArray *unwanted; /* those that were postings until digest_finish() */
	GPtrArray *series;   /* of struct series *, newest first; from digest_finish() on, where
				listed or wanted */
	GArray *entries;     /* of struct digest_entry, newest first; the same, where listed */
	struct tally *domains, *people;
	struct tally *lists; /* List-Ids of the postings */
	struct tally_last last;
	struct scan_counts counts;
};

struct digest *digest_new(void);

/* Before the first record: the postings are somebody else's, and stay his. */
void digest_borrow(struct digest *digest);
void digest_free(struct digest *digest);

/* Whether it is a patch or cover letter, which is what digests are about. */
bool digest_is_posting(const struct record *record);

/* Counts a record in git log order. Takes it over; it is freed at once where it is no posting. */
void digest_add(struct digest *digest, struct record *record);

/* After the last record: groups the series, finds what is listed and what was posted before. */
void digest_finish(struct digest *digest, const struct scan_counts *counts);

/*
 * Gives mails (struct record *) without In-Reply-To, but with References, the nearest of these that
 * is among them; the last where none is.
 */
void digest_find_answered(const GPtrArray *mails);

/* Whose messages are printed. */
enum digest_bodies {
	BODIES_NONE,
	BODIES_NEW, /* of new series */
	BODIES_ALL, /* of new versions, too */
};

/* What the format "mail" needs besides. */
struct digest_mail {
	const char *from;
	const GPtrArray *to; /* of const char *, may be NULL */
	const char *subject; /* NULL: the heading */
	int64_t now;
};

/* What a renderer is told besides the model. */
struct digest_view {
	struct report report;
	const struct digest *digest; /* finished when print() is called */
	const char *from, *to; /* the ends of what was asked for; from is "" at the beginning */
	const char *heading;   /* for people: "From A to B", on one line */
	const char *range;     /* the same to go on with: "from A to B" */
	const char *besides;   /* all else: " (--author=ada)"; "" for nothing */
	bool is_default;       /* it is the last days, as nothing was asked for */
	unsigned lists;	       /* how many are read as one */
	const struct record *newest; /* the newest commit asked for, its commit and source alone; or
					NULL */

	/* Reads a mail once more, for its body, one at a time, on any thread; as inbox_read(). */
	bool (*read)(const struct record *record, struct mail_blob *out, GError **error,
		     void *data);
	/* As inbox_keep(). */
	void (*keep)(size_t room, bool (*wanted)(const struct record *record), void *data);
	/* As inbox_commit_author(). */
	char *(*commit_author)(const struct record *record, GError **error, void *data);
	/* What was made of mails is looked up and kept, struct memo; see index_recall(). */
	void (*recall)(GArray *list, void *data);
	void (*retain)(const GArray *list, void *data);
	void *read_data;

	const char *limits; /* what else was asked for, as options; "" for nothing */
	struct when_format date;
	const char *title; /* the list's name; NULL: from List-Id */
	unsigned top;	   /* rows of each table; 0: all */
	enum digest_bodies bodies;
	unsigned body_lines; /* of each message; 0: all */
	unsigned sections;   /* a bit for each of enum brief_section that is wanted */
	bool patches;	     /* the patches of each series are listed */
	bool stat;	     /* what changed in new versions is looked for */
	unsigned threads;    /* for what takes long; 0 counts as 1 */
	size_t columns;	     /* of a line of text */
	bool dated;	     /* of the text: states have days, no ages, as it is kept */
	const struct handles *handles;
	const struct digest_mail *mail;
	bool only_news; /* without a mail (classic: a patch) nothing is printed, but in JSON and
			   Atom */

	/* A mail that could be read before and now cannot: its commit in hex, and why. */
	void (*problem)(const char *commit, const char *reason, void *data);
	void *problem_data;
};

/*
 * The list's name: the title; else as its readers write it, "KVM-PPC": the first label of the
 * List-Id that most postings have, or without any that of the range's newest mail, in upper case;
 * "KVM" where there is none; of several lists so many of them. Free with g_free().
 */
char *digest_list_name(const struct digest_view *view, const struct digest *digest);

/* Its formats: "text", "classic", which counts as the digests of old did and has no way to say that
 * a mail cannot be read, "json", "markdown", "html", "mail" and "atom". */
extern const struct report_format digest_formats[];
#define DIGEST_JSON 2 /* the places of two */
#define DIGEST_MAIL 5

void digest_text_begin(struct report *report);
void digest_text_print(struct report *report);
void digest_classic_begin(struct report *report);
void digest_classic_mail(struct report *report, const struct record *record);
void digest_classic_print(struct report *report);
void digest_markdown_print(struct report *report);
void digest_html_print(struct report *report);
void digest_mail_print(struct report *report);
void digest_atom_print(struct report *report);
void digest_json_begin(struct report *report);
void digest_json_mail(struct report *report, const struct record *record);
void digest_json_print(struct report *report);

/* For begin(): keeps mails in memory while they are read that digest_message() will ask for. */
void digest_keep_messages(const struct digest_view *view);

/*
 * The text of a posting as the digests print it: decoded, without the in-body header, through the
 * diffstat's summary line (see patch.h). Appended to out, without blank lines at the end. A mail
 * that cannot be read any more, though its record is known, is told to view->problem, and false
 * is returned.
 */
bool digest_message(const struct digest_view *view, const struct record *record, GString *out);

/* What is made of the text of a posting, whose subject names that version. */
typedef void digest_use_fn(struct slice text, GString *out, int version);

/* Reads a mail, and has use() append to out. False with the error where it cannot be read. */
bool digest_use_text(const struct version_reader *reader, const struct record *record,
		     digest_use_fn *use, GString *out, GError **error);

/* Fills in the changelogs of the new versions and what changed, and what was said where the author
 * is to answer it, where the section is wanted. */
void digest_read_words(const struct digest_view *view, const struct brief *brief);

/* Whether there is anything to print: with only_news, not where only people talked. */
bool digest_has_news(const struct digest_view *view);

/* Whether a section is wanted, and has anything to say. */
static inline bool digest_has(const struct digest_view *view, const struct brief *brief,
			      enum brief_section section)
{
	return (view->sections & 1u << section) && brief_count(brief, section);
}

/* "KVM-PPC, 2025-03-01 to 2025-03-07: 133 mails, …": one line, not escaped. */
void digest_append_heading(const struct digest_view *view, const struct digest *digest,
			   GString *out);

/* As brief_append_state(); dated: with days, not ages. */
void digest_append_state(const struct digest *digest, const struct brief_item *item, bool dated,
			 GString *out);

/* As brief_append_why(); dated: with days, not ages. */
bool digest_append_why(const struct digest *digest, const struct brief_item *item, bool dated,
		       GString *out);

/* Calls each item whose message is to be printed, and each of a section, in order. */
typedef void digest_item_fn(const struct brief_item *item, void *data);
void digest_each_message(const struct digest_view *view, const struct digest *digest,
			 digest_item_fn *each, void *data);
void digest_each_item(const struct digest *digest, enum brief_section section, digest_item_fn *each,
		      void *data);

/*
 * What a format for people makes of a digest, part by part. No text is escaped yet, and data is the
 * format's own.
 */
struct digest_writer {
	/* The range and the limits stand below the heading. talk: see brief_talk_only(). */
	void (*head)(const char *heading, const char *range, const char *talk, void *data);
	void (*section)(enum brief_section section, const char *heading, void *data);
	digest_item_fn *item; /* of data that fork() gave, on another thread */
	/* Data for items whose turn has not come, in the section at hand; what was made of them
	 * goes out, and it is freed, with join(). NULL: items are written one after the other. */
	void *(*fork)(void *data);
	void (*join)(void *data, void *forked);
	/* A line for a pull request, a report, or a thread, which others have no use for (NULL).
	 * The words stand behind it in brackets, behind the author but for a thread. */
	void (*mail)(const struct record *record, const struct brief_thread *thread,
		     const char *words, void *data);
	/* Of struct brief_count. */
	void (*table)(enum brief_section section, const GArray *rows, void *data);
	digest_item_fn *message; /* NULL: messages stand elsewhere */
};

/* Has a writer print all sections that are wanted and have anything to say. */
void digest_write(const struct digest_view *view, const struct digest_writer *writer, void *data);

/*
 * The message of an item, as digest_message() has it: behind the changelog of a new version, cut
 * behind view->body_lines with a line that says so.
 */
void digest_item_message(const struct digest_view *view, const struct brief_item *item,
			 GString *out);

/* What happened, as members "topics", "pulls", "reports" and "threads". */
void digest_json_brief(struct json_frame *frame, const struct digest_view *view);

/* The page of a digest; for mails without a script. */
void digest_html_page(const struct digest_view *view, bool script, GString *out);

/* "Postings a day", by state and by domain, as SVG. */
void digest_html_charts(const struct digest *digest, GString *out);

#endif
