/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record.h"

#include <assert.h>
#include "body/body.h"
#include "mime/date.h"
#include "mime/ids.h"
#include "mime/limits.h"
#include "mime/words.h"
#include "patch/links.h"
#include "patch/mailinfo.h"
#include "patch/upstream.h"
#include "record/tracking.h"
#include "reply/given.h"
#include "reply/lexer.h"
#include "reply/robots.h"

static_assert(DATE_MAX_ZONE < 1 << 15 && RECORD_ALL_ODDITIES < 1 << 16,
	      "as struct record has them");

static const char *const kind_names[] = {
	[RECORD_COVER] = "cover", [RECORD_PATCH] = "patch",	  [RECORD_PULL] = "pull",
	[RECORD_REPLY] = "reply", [RECORD_FOLLOWUP] = "followup", [RECORD_ROBOT] = "robot",
	[RECORD_OTHER] = "other",
};

bool record_same_sender(const struct record *a, const struct record *b)
{
	if (*a->people->sender.email || *b->people->sender.email)
		return text_ieq(a->people->sender.email, b->people->sender.email);
	return *a->people->sender.name && text_ieq(a->people->sender.name, b->people->sender.name);
}

const char *record_kind_name(enum record_kind kind)
{
	return kind_names[kind];
}

/* "kvm.lists.example.org" of kvm@lists.example.org */
static bool is_list_address(const char *list_id, const char *email)
{
	size_t local = strcspn(email, "@");

	return email[local] && strlen(list_id) == strlen(email) && list_id[local] == '.' &&
	       !g_ascii_strncasecmp(list_id, email, local) &&
	       !g_ascii_strcasecmp(list_id + local + 1, email + local + 1);
}

/* "lists.example.org" of that list, or the end of it. */
static bool is_host_of_list(const char *list_id, const char *host)
{
	const char *found = list_id + strlen(list_id) - MIN(strlen(list_id), strlen(host));

	return found > list_id && found[-1] == '.' && !g_ascii_strcasecmp(found, host);
}

/*
 * Whether the sender's address is one of those that senders are rewritten to: the list's, by which
 * the mail came, or one that its host gives to each writer ("jane=example.com@groups.example.org"),
 * or that of b4's relay. Others may write "X via Y" in front of their own, and are not X. Where no
 * List-Id tells which list it is nobody knows.
 */
static bool may_be_rewritten(const struct record *record)
{
	const char *list_id = record->people->list_id, *email = record->people->sender.email;
	const char *at = strrchr(email, '@');

	if (!*list_id || !at || is_list_address(list_id, email))
		return true;
	return (memchr(email, '=', (size_t)(at - email)) && is_host_of_list(list_id, at + 1)) ||
	       address_relayed(email).len;
}

bool record_is_masked(const struct record *record, const struct person *person)
{
	return is_list_address(record->people->list_id, person->email) ||
	       (strstr(record->people->sender.name, " via ") &&
		!g_ascii_strcasecmp(record->people->sender.email, person->email) &&
		may_be_rewritten(record));
}

static const char *first_id(struct record *rec, struct slice field)
{
	struct slice id;

	return ids_next(&field, &id) ? pool_copy_utf8(&rec->pool, id) : "";
}

/* Of a long list the last ones are kept: they are the nearest in the thread. */
static void read_references(struct record *rec, struct slice field)
{
	struct slice rest = field, id;
	size_t nr = 0, skip, kept = 0;

	while (ids_next(&rest, &id))
		nr++;
	skip = nr > MAIL_MAX_REFERENCES ? nr - MAIL_MAX_REFERENCES : 0;
	rec->references = pool_alloc(&rec->pool, (nr - skip + 1) * sizeof(*rec->references));
	for (size_t i = 0; ids_next(&field, &id); i++)
		if (i >= skip)
			rec->references[kept++] = pool_copy_utf8(&rec->pool, id);
}

/* "KVM list <kvm.vger.kernel.org>" or, of careless software, the bare id (RFC 2919). */
static const char *read_list_id(struct record *rec, struct slice field)
{
	const char *open = field.len ? memchr(field.ptr, '<', field.len) : NULL;
	const char *close;

	if (open) {
		field = slice_skip(field, (size_t)(open + 1 - field.ptr));
		close = memchr(field.ptr, '>', field.len);
		if (close)
			field.len = (size_t)(close - field.ptr);
	}
	return field.len ? pool_copy_utf8(&rec->pool, slice_trim(field)) : "";
}

/* Whom a posting went to. */
static void read_recipients(struct record *rec, const struct mail *mail)
{
	static const enum field_id fields[] = { FIELD_TO, FIELD_CC };
	const char *found[MAIL_MAX_RECIPIENTS];
	size_t nr = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		struct slice field = mail->field[fields[i]];
		const char *email;

		while (nr < MAIL_MAX_RECIPIENTS && (email = address_next_email(&rec->pool, &field)))
			found[nr++] = email;
	}
	rec->posted->recipients =
		pool_alloc(&rec->pool, (nr + 1) * sizeof(*rec->posted->recipients));
	if (nr)
		memcpy(rec->posted->recipients, found, nr * sizeof(*found));
}

/* A From without a readable address is at least a name, where it holds a letter or digit. */
static const char *name_alone(struct record *rec, struct slice field)
{
	const char *name = words_decode(&rec->pool, field);

	for (const char *at = name; *at; at++)
		if (g_ascii_isalnum(*at) || (unsigned char)*at >= 0x80)
			return name;
	return "";
}

static void read_header(struct record *rec, const struct mail *mail)
{
	struct pool *pool = &rec->pool;
	int zone;

	subject_parse(pool, words_decode(pool, mail->field[FIELD_SUBJECT]), &rec->subject);
	rec->reply = rec->subject.flags & SUBJECT_REPLY;
	rec->message_id = first_id(rec, mail->field[FIELD_MESSAGE_ID]);
	rec->in_reply_to = first_id(rec, mail->field[FIELD_IN_REPLY_TO]);
	read_references(rec, mail->field[FIELD_REFERENCES]);
	if (!address_parse_author(pool, mail->field[FIELD_FROM], &rec->people->sender))
		rec->people->sender.name = name_alone(rec, mail->field[FIELD_FROM]);
	date_parse(mail->field[FIELD_DATE], &rec->date, &zone);
	rec->zone = zone;
	rec->people->list_id = read_list_id(rec, mail->field[FIELD_LIST_ID]);
}

/* A prefix that only looks like a patch's makes a posting of a cover letter or a mail with a diff.
 */
static bool is_posting(const struct record *rec, bool has_diff)
{
	unsigned flags = rec->subject.flags;

	if (rec->reply || flags & (SUBJECT_FORWARD | SUBJECT_PULL | SUBJECT_NOTICE))
		return false;
	return flags & SUBJECT_PATCH || (flags & SUBJECT_WEAK && (has_diff || rec->subject.n == 0));
}

/* "[net-next] x" is a patch where git sent it. */
static bool is_sent_by_git(const struct record *rec, const struct mail *mail, bool has_diff)
{
	static const unsigned known = SUBJECT_REPLY | SUBJECT_FORWARD | SUBJECT_PATCH |
				      SUBJECT_WEAK | SUBJECT_PULL | SUBJECT_NOTICE;

	return has_diff && !(rec->subject.flags & known) && *rec->subject.title == '[' &&
	       slice_istarts(mail->field[FIELD_X_MAILER], SLICE("git-send-email "));
}

/* Who sent it, be it that a list has rewritten that. */
static struct person find_origin(struct record *rec, const struct mail *mail)
{
	struct slice original = mail->field[FIELD_X_ORIGINAL_FROM];
	struct slice reply_to = mail->field[FIELD_REPLY_TO], cc = { NULL, 0 };
	struct person origin;

	if (!may_be_rewritten(rec) ||
	    !address_unmask(&rec->pool, &rec->people->sender, original, reply_to, cc, &origin))
		return rec->people->sender;
	/* Few mails need it. */
	cc = mail->field[FIELD_CC];
	if (!strcmp(origin.email, rec->people->sender.email) && cc.ptr)
		address_unmask(&rec->pool, &rec->people->sender, original, reply_to, cc, &origin);
	return origin;
}

static enum record_kind find_kind(struct record *rec, const struct mail *mail,
				  const struct person *origin, struct slice text)
{
	bool has_diff = patch_has_diff(text);
	bool robot = robot_wrote(mail, origin) || robot_says_so(text);

	/* What a robot posts with a diff of its own is a patch; what it reports about one is not.
	 */
	if (is_posting(rec, has_diff) && (!robot || has_diff))
		return rec->subject.n == 0 ? RECORD_COVER : RECORD_PATCH;
	if (!robot && is_sent_by_git(rec, mail, has_diff)) {
		subject_take_brackets(&rec->pool, &rec->subject);
		return RECORD_PATCH;
	}
	if (robot)
		return RECORD_ROBOT;
	if (rec->reply)
		return has_diff ? RECORD_FOLLOWUP : RECORD_REPLY;
	/* Some pull requests do not say so in brackets: "pull request: bluetooth 2025-03-08". */
	return rec->subject.flags & SUBJECT_PULL || (!(rec->subject.flags & SUBJECT_FORWARD) &&
						     remark_requests_pull(text))
		       ? RECORD_PULL
		       : RECORD_OTHER;
}

/* Who counts as the author of a mail whose text starts with an in-body From, or of any other mail.
 */
static void find_author(struct record *rec, const struct person *origin, struct slice inbody_from)
{
	if (!inbody_from.len ||
	    !address_parse_author(&rec->pool, inbody_from, &rec->people->author))
		rec->people->author = *origin;
}

/* A list left its own address, and the patch bears his Signed-off-by. */
static void find_author_signed(struct record *rec)
{
	if (strcmp(rec->people->author.email, rec->people->sender.email) ||
	    !strcmp(rec->people->author.name, rec->people->sender.name))
		return;
	for (size_t i = 0; i < rec->trailers.nr; i++) {
		const struct trailer *trailer = &rec->trailers.items[i];

		if (*trailer->person.email && !g_ascii_strcasecmp(trailer->key, "Signed-off-by") &&
		    !g_ascii_strcasecmp(trailer->person.name, rec->people->author.name)) {
			rec->people->author = trailer->person;
			return;
		}
	}
}

static const char *copy_or_empty(struct record *rec, struct slice s)
{
	return s.len ? pool_copy_utf8(&rec->pool, slice_trim(s)) : "";
}

/* What answers a mail, and has no diff that could be applied, need not say "Re:". */
static bool is_unmarked_reply(const struct record *rec, const struct patch *patch)
{
	if (patch->diff.len || patch->diffstat.len || (!*rec->in_reply_to && !*rec->references))
		return false;
	/* A new version's cover letter answers the older one. */
	return rec->kind == RECORD_PATCH || unmarked_reply(patch->message, &rec->people->sender);
}

/* Links that stand in the diff are none of the posting's. */
static struct slice above_diff(struct slice text, struct slice diff)
{
	return slice_starts(diff, SLICE("diff --git "))
		       ? slice_of(text.ptr, (size_t)(diff.ptr - text.ptr))
		       : text;
}

static bool is_by_quilt(const struct mail *mail)
{
	return slice_istarts(mail->field[FIELD_USER_AGENT], SLICE("quilt/"));
}

/* What announces that a commit goes into a stable tree, too: those who look after these use
 * scripts.
 */
static bool is_stable_copy(const struct record *rec, const struct mail *mail, struct slice message,
			   bool backport)
{
	if (mail->field[FIELD_X_STABLE].ptr || mail->field[FIELD_X_STABLE_BASE].ptr)
		return true;
	/* The review of a stable release is sent by quilt. */
	if (rec->subject.m > 1 && backport && is_by_quilt(mail))
		return true;
	return strstr(rec->subject.tags, "AUTOSEL") || strstr(rec->subject.tags, "MANUALSEL") ||
	       upstream_is_review(message);
}

static void read_tracking(struct slice field, struct record *rec)
{
	struct tracking tracking = { .pool = &rec->pool,
				     .version = rec->subject.version,
				     .change_id = rec->posted->change_id,
				     .links = rec->posted->links,
				     .nr_links = rec->nr_links };

	if (!field.len || !tracking_parse(field, &tracking))
		return;
	rec->posted->change_id = tracking.change_id;
	rec->posted->links = tracking.links;
	rec->nr_links = tracking.nr_links;
}

/* The title of the commit: git am takes it from the text where it has a "Subject:" of its own. */
static void find_title(struct record *rec, struct slice inbody_subject)
{
	const char *title;

	if (!inbody_subject.len || rec->kind != RECORD_PATCH || !rec->posted->diffstat.has_diff)
		return;
	title = mailinfo_title(&rec->pool, words_decode(&rec->pool, inbody_subject));
	if (!*title || !strcmp(title, rec->subject.title))
		return;
	subject_join(&rec->pool, &rec->subject);
	rec->subject.title = title;
}

/* Whether a patch says another diffstat than its own: of several in a mail each has one. */
static bool has_other_stat(const struct body *body)
{
	struct pool pool = POOL_INIT;
	bool differs = false;

	for (unsigned i = 0; i < body->nr_patches && !differs; i++) {
		struct inbody inbody;
		struct patch patch;
		struct diffstat stat;

		inbody_parse(body_part(body, i), &inbody);
		patch_split(inbody.rest, &patch);
		diffstat_parse(&pool, &patch, &stat);
		differs = stat.differs;
	}
	pool_release(&pool);
	return differs;
}

static void read_posting(struct record *rec, const struct mail *mail, const struct person *origin,
			 const struct body *body)
{
	const struct slice text = body_patch(body);
	struct inbody inbody;
	struct patch patch;
	struct slice change_id;
	bool backport;

	inbody_parse(text, &inbody);
	patch_split(inbody.rest, &patch);
	if (is_unmarked_reply(rec, &patch)) {
		rec->kind = RECORD_REPLY;
		return;
	}
	find_author(rec, origin, inbody.from);
	/* Nobody applies a cover letter: what it shows may be a part of its text. */
	if (rec->kind == RECORD_COVER)
		patch.applied = patch.diff;
	diffstat_parse(&rec->pool, &patch, &rec->posted->diffstat);
	if (body->nr_patches > 1 ? has_other_stat(body) : rec->posted->diffstat.differs)
		rec->oddities |= RECORD_OTHER_DIFFSTAT;
	rec->oddities |= rec->posted->diffstat.bare ? RECORD_BARE_NAMES : 0;
	find_title(rec, inbody.subject);
	trailer_parse_patch(&rec->pool, patch.trailers, &rec->trailers);
	if (!inbody.from.len)
		find_author_signed(rec);
	links_parse(&rec->pool, above_diff(inbody.rest, patch.diff), &rec->posted->links,
		    &rec->nr_links);
	if (rec->kind == RECORD_PATCH && !rec->posted->diffstat.has_diff)
		rec->oddities |= RECORD_NO_DIFF;
	backport = upstream_is_named(patch.message);
	if (is_stable_copy(rec, mail, patch.message, backport))
		rec->oddities |= RECORD_STABLE_COPY;
	if (backport) {
		rec->oddities |= RECORD_BACKPORT;
		subject_version_to_tag(&rec->pool, &rec->subject);
	}
	change_id = patch.change_id.len ? patch.change_id : mail->field[FIELD_X_CHANGE_ID];
	rec->posted->change_id = copy_or_empty(rec, change_id);
	rec->posted->base_commit = copy_or_empty(rec, patch.base_commit);
	read_tracking(mail->field[FIELD_X_B4_TRACKING], rec);
	if (rec->kind == RECORD_COVER && remark_requests_pull(text))
		remark_parse_pull(&rec->pool, text, &rec->remarks);
}

/* What answers something, though its subject may not say so. */
static bool is_answer(const struct record *rec)
{
	return rec->kind == RECORD_REPLY || rec->kind == RECORD_FOLLOWUP ||
	       (rec->kind == RECORD_OTHER && (*rec->in_reply_to || *rec->references));
}

static void read_talk(struct record *rec, struct slice text)
{
	if (rec->kind == RECORD_PULL) {
		remark_parse_pull(&rec->pool, text, &rec->remarks);
	} else if (rec->kind == RECORD_ROBOT) {
		remark_parse_robot(&rec->pool, text, &rec->remarks);
	} else if (is_answer(rec)) {
		g_autoptr(GArray) own = lexer_own_lines(text);

		trailer_parse_reply(&rec->pool, text, own, &rec->trailers);
		remark_parse_reply(&rec->pool, own, &rec->remarks);
		links_parse_obsoleted(&rec->pool, text, &rec->posted->links, &rec->nr_links);
	}
}

static void read_text(struct record *rec, const struct mail *mail, const struct body *body)
{
	static const char *none[] = { NULL };
	struct person origin = find_origin(rec, mail);

	rec->kind = find_kind(rec, mail, &origin, body->text);
	rec->posted->diffstat.paths = rec->posted->recipients = none;
	rec->posted->change_id = rec->posted->base_commit = "";
	if (record_is_posting(rec))
		read_posting(rec, mail, &origin, body);
	if (record_is_posting(rec)) {
		read_recipients(rec, mail);
		return;
	}
	find_author(rec, &origin, (struct slice){ NULL, 0 });
	read_talk(rec, body->text);
}

static unsigned find_oddities(const struct record *rec, const struct mail *mail,
			      unsigned body_flags)
{
	unsigned odd = 0;

	odd |= mail->field[FIELD_SUBJECT].len ? 0 : RECORD_NO_SUBJECT;
	odd |= rec->date ? 0 : RECORD_NO_DATE;
	odd |= *rec->message_id ? 0 : RECORD_NO_MESSAGE_ID;
	odd |= mail->repeated ? RECORD_REPEATED_FIELD : 0;
	odd |= body_flags & BODY_BAD_CHARSET ? RECORD_BAD_CHARSET : 0;
	odd |= body_flags & BODY_BAD_ENCODING ? RECORD_BAD_ENCODING : 0;
	odd |= body_flags & BODY_HTML ? RECORD_HTML_ONLY : 0;
	return odd;
}

struct record *record_parse(struct slice raw, GError **error)
{
	struct record *rec;
	struct mail mail;
	struct body body;

	if (!mail_parse(&mail, raw, error) || !body_decode(&mail, &body, error))
		return NULL;
	rec = g_new0(struct record, 1);
	rec->people = pool_alloc(&rec->pool, sizeof(*rec->people));
	rec->posted = pool_alloc(&rec->pool, sizeof(*rec->posted));
	read_header(rec, &mail);
	read_text(rec, &mail, &body);
	rec->oddities |= find_oddities(rec, &mail, body.flags);
	body_release(&body);
	return rec;
}

void record_free(struct record *record)
{
	struct pool pool;

	if (!record)
		return;
	pool = record->pool; /* which may give the record back */
	if (record->shelf == RECORD_OWN)
		g_free(record);
	else
		__atomic_store_n(&record->shelf, RECORD_GONE, __ATOMIC_RELEASE);
	pool_release(&pool);
}
