/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/source_private.h"

#include <stdlib.h>
#include <unistd.h>
#include "cli/config.h"
#include "cli/die.h"
#include "cli/discover.h"
#include "cli/git.h"
#include "cli/sandbox.h"
#include "inbox/commit.h"
#include "inbox/file.h"
#include "inbox/private.h"
#include "inbox/v1.h"
#include "inbox/written.h"
#include "series/talk.h"

static struct mailmap *load_mailmap(const struct source *source)
{
	const char *given = source->options.mailmap, *file, *blob;
	GError *error = NULL;
	struct mailmap *mailmap;

	if (!given)
		return NULL;
	if (*given && access(given, R_OK))
		die_errno("unable to read mailmap '%s'", given);
	file = *given ? given : config_path("mailmap.file");
	blob = config_string("mailmap.blob");
	if (!file && !blob)
		return NULL;
	mailmap = mailmap_load(cli_git_dir(), cli_ceilings(), file, blob, &error);
	if (!mailmap)
		die_gerror(error);
	return mailmap;
}

static struct selection *select_new(struct source *source, const struct arguments *args)
{
	if (args->nr_revisions) {
		report_error("--new and a range ('%s') do not go together", args->revisions[0]);
		exit(EXIT_USAGE);
	}
	source->seen = seen_open(source->archive);
	return seen_select(source->seen,
			   source->options.days ? source->options.days : RANGE_DEFAULT_DAYS);
}

static bool has_mails(const struct source *source)
{
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (inbox_has_mails(archive_inbox(source->archive, i)))
			return true;
	return false;
}

/* Whether what names no revision was meant as a path: HEAD is a file of a bare repository. */
static bool looks_like_path(const char *name)
{
	if (g_str_has_prefix(name, "../"))
		return true;
	if (strchr(name, '/'))
		return !g_str_has_prefix(name, "refs/") && !strstr(name, "..");
	return strcmp(name, "HEAD") && !access(name, F_OK);
}

static bool names_nothing(const struct source *source, const char *revision)
{
	g_autoptr(GError) error = NULL;
	struct selection *selection = selection_parse(source->archive, &revision, 1, &error);
	bool nothing = g_error_matches(error, INBOX_ERROR, INBOX_ERROR_REVISION);

	selection_free(selection);
	return nothing;
}

/* git takes a path without a "--" for one where it exists; here it is told how to write it. */
static G_NORETURN void die_of_revision(const struct source *source, const struct arguments *args,
				       const GError *error)
{
	bool bad = g_error_matches(error, INBOX_ERROR, INBOX_ERROR_REVISION);
	const char *meant = source->options.meant && args->nr_revisions
				    ? source->options.meant(args->revisions[0])
				    : NULL;

	for (size_t i = 0; bad && i < args->nr_revisions; i++) {
		const char *name = args->revisions[i];

		if (!i && meant && names_nothing(source, name))
			die("%s\nhint: did you mean the subcommand '%s'?", error->message, meant);
		if (looks_like_path(name) && names_nothing(source, name))
			die("%s\nhint: a path stands behind '--': -- %s", error->message, name);
	}
	die_gerror(error);
}

static struct selection *select_typed(struct source *source, const struct arguments *args)
{
	static const struct limits none = LIMITS_INIT;
	const struct limits *limits = source->options.limits;
	const char **revisions = limits_revisions(limits ? limits : &none, args);
	GError *error = NULL;
	unsigned days = source->options.days;
	struct selection *selection;
	size_t nr = 0;

	while (revisions[nr])
		nr++;
	if (!args->nr_revisions && !has_mails(source))
		nr = 0;
	selection =
		nr ? selection_parse(source->archive, revisions, nr, &error)
		   : selection_recent(source->archive, days ? days : RANGE_DEFAULT_DAYS, &error);
	g_free(revisions);
	if (!selection)
		die_of_revision(source, args, error);
	return selection;
}

/* Where no revision was typed the dates are the ends. */
static void name_ends(struct source *source, const struct arguments *args)
{
	const struct limits *limits = source->options.limits;
	bool archived = limits && (limits->since || limits->until);
	const char *since, *until;

	source->from = selection_from(source->selection);
	source->to = selection_to(source->selection);
	if (!limits || args->nr_revisions || source->selection->is_default || *source->from)
		return;
	since = archived ? limits->since : limits->sent_since;
	until = archived ? limits->until : limits->sent_until;
	if (since) {
		g_free(source->from);
		source->from = g_strdup(since);
	}
	if (until) {
		g_free(source->to);
		source->to = g_strdup(until);
	}
}

static void limit(struct source *source, const struct arguments *args)
{
	const GPtrArray *ranges = source->selection->ranges;

	if (!source->options.limits)
		return;
	source->filter = limits_compile(source->options.limits, args, source_git_dir(source),
					source->mailmap);
	for (guint i = 0; i < ranges->len; i++)
		if (ranges->pdata[i])
			filter_set_range(source->filter, ranges->pdata[i]);
}

static void select_range(struct source *source, const struct arguments *args)
{
	struct selection *selection = source->options.new_mails == NEW_UNSET
					      ? select_typed(source, args)
					      : select_new(source, args);

	for (guint i = 0; i < selection->left_out->len; i++)
		warning("%s", (const char *)selection->left_out->pdata[i]);
	source->selection = selection;
	name_ends(source, args);
	limit(source, args);
}

/* What is open: a second source is of the same inboxes, and nothing can be opened any more then,
 * see sandbox.h. */
static struct {
	struct archive *archive;
	struct mailmap *mailmap;
	unsigned users;
} opened;

static void open_first(const struct source_options *options, struct source *source)
{
	GError *error = NULL;

	if (!inbox_library_init(&error))
		die_gerror(error);
	opened.archive = discover_archive(options->inboxes);
	opened.mailmap = load_mailmap(source);
}

static void close_last(void)
{
	mailmap_free(opened.mailmap);
	archive_free(opened.archive);
	inbox_library_shutdown();
}

static void start_sandbox(const struct archive *archive, const struct source_options *options)
{
	const struct sandbox_needs needs = { .index = index_use(options->index) != INDEX_USE_NEVER,
					     .seen = options->new_mails == NEW_MOVE,
					     .mailmap = options->mailmap,
					     .output = options->output ? *options->output : NULL };

	/* libgit2 reads the configuration of others for these, which the sandbox would not have. */
	if (config_has("core.abbrev"))
		shorten_set_configured();
	if (config_has("core.abbrev") || options->new_mails != NEW_UNSET)
		for (guint i = 0; i < archive->inboxes->len; i++)
			inbox_repo(archive_inbox(archive, i));
	sandbox_start(archive, &needs);
}

static struct source *open_archive(const struct source_options *options)
{
	struct source *source = g_new0(struct source, 1);

	source->options = *options;
	if (!opened.users++)
		open_first(options, source);
	source->archive = opened.archive;
	source->mailmap = opened.mailmap;
	source->indexes = g_new0(struct index *, source->archive->inboxes->len);
	if (options->threads == THREADS_UNSET)
		source->options.threads = config_uint("kvm.threads", 0);
	source->bots = config_all("kvm.bot");
	start_sandbox(source->archive, options);
	return source;
}

/* HEAD~500: many commits would be read for it, if the index did not know them. */
static bool goes_far_back(const struct arguments *args)
{
	for (size_t i = 0; i < args->nr_revisions; i++)
		for (const char *at = args->revisions[i]; (at = strchr(at, '~')); at++)
			if (g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2]))
				return true;
	return false;
}

struct source *source_open(const struct source_options *options, const struct arguments *args)
{
	struct source *source = open_archive(options);

	if (index_use(options->index) == INDEX_USE_AS_IS && goes_far_back(args))
		source_start_indexes(source);
	select_range(source, args);
	return source;
}

struct source *source_open_whole(const struct source_options *options)
{
	struct source *source = open_archive(options);

	source->selection = selection_all(source->archive);
	return source;
}

void source_close(struct source *source)
{
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->indexes[i])
			index_close(source->indexes[i]);
	g_free(source->indexes);
	filter_free(source->filter);
	seen_close(source->seen);
	selection_free(source->selection);
	g_free(source->from);
	g_free(source->to);
	g_free(source->list_id);
	g_free(source);
	if (!--opened.users)
		close_last();
}

void source_heading(const struct source *source, struct source_heading *out)
{
	size_t newest;
	git_oid commit;

	*out = (struct source_heading){ .from = source->from,
					.to = source->to,
					.is_default = source->selection->is_default,
					.lists = source->archive->lists->len };
	out->has_newest = selection_newest(source->selection, &newest, &commit);
	if (!out->has_newest)
		return;
	out->newest.source = (unsigned)newest;
	out->newest.message_id = "";
	memcpy(out->newest.commit, commit.id, RECORD_HASH_SIZE);
}

const char *source_git_dir(const struct source *source)
{
	return inbox_path(archive_inbox(source->archive, 0));
}

const struct mailmap *source_mailmap(const struct source *source)
{
	return source->mailmap;
}

bool source_may_index(const struct source *source)
{
	int use = source->options.index;

	return use == INDEX_USE_UNSET ? config_bool("kvm.index", true) : use != INDEX_USE_NEVER;
}

const struct filter *source_filter(const struct source *source)
{
	return source->filter;
}

void source_start_indexes(struct source *source)
{
	if (source->indexes_started)
		return;
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		source->indexes[i] =
			index_start(archive_inbox(source->archive, i), source->options.index,
				    source->options.threads, source->options.progress);
	source->indexes_started = true;
}

static unsigned find_digits(const struct source *source)
{
	static const struct option_choice words[] = {
		{ "auto", 0 },
		{ "no", SHORTEN_SIZE - 1 },
		{ "off", SHORTEN_SIZE - 1 },
		{ "false", SHORTEN_SIZE - 1 },
		{ NULL, 0 },
	};
	const char *text = config_string("core.abbrev");
	int digits = 0;

	if (text && !option_choice_find(words, text, &digits))
		digits = (int)CLAMP(config_uint("core.abbrev", 0), 4, SHORTEN_SIZE - 1);
	return digits ? (unsigned)digits : archive_digits(source->archive);
}

void source_shorten(struct source *source, const struct record *record, char out[SHORTEN_SIZE])
{
	if (!source->digits)
		source->digits = find_digits(source);
	archive_shorten(source->archive, record->commit, source->digits, out);
}

void source_put_right(const struct source *source, struct pool *pool, struct person *person)
{
	if (source->mailmap)
		mailmap_apply(source->mailmap, pool, person);
}

static bool raise_by_index(size_t inbox, int64_t *newest, void *data)
{
	struct index *index = ((const struct source *)data)->indexes[inbox];

	return index && index_raise_written(index, newest);
}

int64_t source_newest_written(struct source *source)
{
	int64_t newest = 0;
	GError *error = NULL;

	if (!archive_newest_written(source->archive, raise_by_index, source, &newest, &error))
		die_gerror(error);
	return newest;
}

static void stamp_file(GChecksum *sum, const char *path)
{
	gchar *text;
	gsize len;

	if (path && file_read_named(path, &text, &len, NULL)) {
		g_checksum_update(sum, (const guchar *)text, (gssize)len);
		g_free(text);
	}
}

uint64_t source_stamp(const struct source *source)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	const char *blob = config_string("mailmap.blob");
	const char *given = source->options.mailmap;
	unsigned char digest[32];
	gsize len = sizeof(digest);
	uint64_t stamp;

	for (guint i = 0; i < source->archive->inboxes->len; i++) {
		const struct inbox *inbox = archive_inbox(source->archive, i);

		g_checksum_update(sum, (const guchar *)inbox_path(inbox), -1);
		g_checksum_update(sum, inbox->tip.id, GIT_OID_RAWSZ);
	}
	if (source->mailmap) {
		stamp_file(sum, *given ? given : config_path("mailmap.file"));
		g_checksum_update(sum, (const guchar *)(blob ? blob : ""), -1);
	}
	g_checksum_get_digest(sum, digest, &len);
	memcpy(&stamp, digest, sizeof(stamp));
	return stamp;
}

void source_hold(struct source *source)
{
	source_start_indexes(source);
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->indexes[i])
			index_hold(source->indexes[i]);
}

void source_let_go(struct source *source)
{
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->indexes[i])
			index_let_go(source->indexes[i]);
}

bool source_resolve(struct source *source, const char *name, unsigned *inbox, unsigned char *commit)
{
	struct selection *selection = selection_parse(source->archive, &name, 1, NULL);
	size_t number;
	git_oid id;
	bool good = selection && selection->to->len == 1 && !selection->from->len &&
		    selection_newest(selection, &number, &id);

	if (good) {
		*inbox = (unsigned)number;
		memcpy(commit, id.id, RECORD_HASH_SIZE);
	}
	selection_free(selection);
	return good;
}

unsigned source_threads(const struct source *source)
{
	return scan_threads(source->options.threads);
}

void source_keep(struct source *source, size_t room, bool (*wanted)(const struct record *record))
{
	size_t nr = 0;

	for (guint i = 0; i < source->archive->inboxes->len; i++)
		nr += source->selection->ranges->pdata[i] != NULL;
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->selection->ranges->pdata[i] &&
		    !inbox_is_v1(archive_inbox(source->archive, i)))
			inbox_keep(archive_inbox(source->archive, i), room / nr, wanted);
}

bool source_read(struct source *source, const struct record *record, struct mail_blob *out,
		 GError **error)
{
	struct inbox *inbox = archive_inbox(source->archive, record->source);

	bool good = inbox_is_v1(inbox)
			    ? v1_read(inbox, record->commit, record->message_id, out, error)
			    : inbox_read(inbox, record->commit, out, error);

	if (!good && error && g_error_matches(*error, INBOX_ERROR, INBOX_ERROR_SYSTEM))
		die_gerror(*error);
	return good;
}

char *source_commit_author(struct source *source, const struct record *record, GError **error)
{
	char *author = inbox_commit_author(archive_inbox(source->archive, record->source),
					   record->commit, error);

	if (!author && error && g_error_matches(*error, INBOX_ERROR, INBOX_ERROR_SYSTEM))
		die_gerror(*error);
	return author;
}

bool source_has_news(const struct source *source)
{
	return source->seen && !seen_nothing(source->seen);
}

void source_seen(struct source *source)
{
	if (source->options.new_mails == NEW_MOVE)
		seen_remember(source->seen);
}
