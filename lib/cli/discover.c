/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/discover.h"

#include "cli/config.h"
#include "cli/die.h"
#include "cli/git.h"
#include "inbox/repository.h"

#define HINT                                                                                       \
	"hint: name an inbox with --inbox=<path>, or once and for all with\n"                      \
	"hint:   git config --global kvm.inbox <path>"

static G_NORETURN void die_of(const GError *error)
{
	if (g_error_matches(error, INBOX_ERROR, INBOX_ERROR_NOT_FOUND) ||
	    g_error_matches(error, INBOX_ERROR, INBOX_ERROR_NOT_INBOX))
		die("%s\n" HINT, error->message);
	die_gerror(error);
}

char *discover_path(const char *value)
{
	const char *path = config_expand_user(value);
	g_autofree char *top = NULL;

	if (g_path_is_absolute(path))
		return g_strdup(path);
	top = repository_top(cli_git_dir(), cli_ceilings());
	return top ? g_build_filename(top, path, NULL) : g_strdup(path);
}

static void add_of_config(struct archive *archive, const char *value, const char *key)
{
	g_autofree char *path = discover_path(value);
	GError *error = NULL;

	if (!archive_add(archive, path, &error))
		die("%s\nhint: it is what '%s' is set to", error->message, key);
}

/* All values behind the last empty one, which takes back those before it, as git has it for lists
 * (credential.helper). NULL where none is left. */
static const char *const *values_of(const char *key)
{
	const char *const *values = config_all(key), *const *rest = values;

	for (; values && *values; values++)
		if (!**values)
			rest = values + 1;
	return rest && *rest ? rest : NULL;
}

/* Of kvm.<name>.inbox. False when that is not set. */
static bool add_by_name(struct archive *archive, const char *name)
{
	g_autofree char *key = g_strdup_printf("kvm.%s.inbox", name);
	const char *const *values = values_of(key);
	bool found = values;

	for (; values && *values; values++)
		add_of_config(archive, *values, key);
	return found;
}

static void add_named(struct archive *archive, const char *name)
{
	GError *error = NULL;

	if (!*name)
		die("an inbox needs a name: --inbox=<path>");
	if (add_by_name(archive, name) || archive_add(archive, config_expand_user(name), &error))
		return;
	if (strstr(name, "://"))
		die("%s\nhint: clone it first: git clone --mirror %s <path>", error->message, name);
	die_of(error);
}

static void add_configured(struct archive *archive)
{
	const char *const *values = values_of("kvm.inbox");

	for (; values && *values; values++)
		if (!add_by_name(archive, *values))
			add_of_config(archive, *values, "kvm.inbox");
}

static bool is_empty(const struct archive *archive)
{
	for (guint i = 0; i < archive->inboxes->len; i++)
		if (inbox_has_mails(archive_inbox(archive, i)))
			return false;
	return true;
}

static bool here;

bool discover_is_here(void)
{
	return here;
}

/* A list that was found in a folder, not in a repository, is called otherwise. */
static bool is_repository_here(const struct archive *archive)
{
	return !cli_git_dir() && archive->inboxes->len == 1 &&
	       !strcmp(archive_list(archive, 0)->name, inbox_path(archive_inbox(archive, 0)));
}

struct archive *discover_archive(const GPtrArray *named)
{
	struct archive *archive = archive_new();
	GError *error = NULL;
	bool found;

	here = false;
	if (named && named->len) {
		for (guint i = 0; i < named->len; i++)
			add_named(archive, named->pdata[i]);
		return archive;
	}
	found = archive_add_here(archive, cli_git_dir(), cli_ceilings(), &error);
	if (found && !is_empty(archive)) {
		here = is_repository_here(archive);
		return archive;
	}
	/* A repository without a commit can be anything. */
	if (values_of("kvm.inbox")) {
		archive_free(archive);
		g_clear_error(&error);
		archive = archive_new();
		add_configured(archive);
	} else if (!found) {
		die_of(error);
	}
	return archive;
}

char *discover_names(void)
{
	static const char *const args[] = { "config", "--name-only", "--get-regexp",
					    "^kvm\\..*\\.inbox$", NULL };
	g_autofree char *keys = cli_git_output(args);
	g_auto(GStrv) lines = g_strsplit(keys ? keys : "", "\n", -1);
	GString *names = g_string_new(NULL);

	for (char **line = lines; *line; line++) {
		const char *name = *line + strlen("kvm.");
		size_t len = strlen(*line);

		if (len > strlen("kvm.") + strlen(".inbox"))
			g_string_append_printf(names, "%s%.*s", names->len ? "\n" : "",
					       (int)(len - strlen("kvm.") - strlen(".inbox")),
					       name);
	}
	return g_string_free(names, FALSE);
}

char *discover_git_dir(const GPtrArray *named)
{
	struct archive *archive;
	GError *error = NULL;
	char *path;

	if (!inbox_library_init(&error))
		die_gerror(error);
	archive = discover_archive(named);
	path = g_strdup(inbox_path(archive_inbox(archive, 0)));
	archive_free(archive);
	inbox_library_shutdown();
	return path;
}
