/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/attest_private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include "cli/config.h"

/* A folder for files that programs want, and what is in it. */
struct scratch {
	char *path;
};

static bool scratch_open(struct scratch *scratch)
{
	scratch->path = g_dir_make_tmp("git-kvm-XXXXXX", NULL);
	return scratch->path;
}

static char *scratch_file(const struct scratch *scratch, const char *name)
{
	return g_build_filename(scratch->path, name, NULL);
}

/* What gpg leaves there has no folders but one. */
static void remove_folder(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);

		if (g_remove(inner) && g_file_test(inner, G_FILE_TEST_IS_DIR))
			remove_folder(inner);
	}
	g_rmdir(path);
}

static void scratch_close(struct scratch *scratch)
{
	remove_folder(scratch->path);
	g_free(scratch->path);
}

/* Runs a program with a file as its input; what it prints is left in out and err. */
static bool run(const char *const *argv, const char *input, GString *out, GString *err)
{
	int kept = dup(STDIN_FILENO), fd = open(input ? input : "/dev/null", O_RDONLY | O_CLOEXEC);
	g_autofree char *said = NULL, *told = NULL;
	int status = -1;
	bool good = fd >= 0 && dup2(fd, STDIN_FILENO) >= 0 &&
		    g_spawn_sync(NULL, (char **)argv, NULL,
				 G_SPAWN_SEARCH_PATH | G_SPAWN_LEAVE_DESCRIPTORS_OPEN |
					 G_SPAWN_CHILD_INHERITS_STDIN,
				 NULL, NULL, &said, &told, &status, NULL);

	if (kept >= 0)
		dup2(kept, STDIN_FILENO);
	if (kept >= 0)
		close(kept);
	if (fd >= 0)
		close(fd);
	g_string_assign(out, said ? said : "");
	if (err)
		g_string_assign(err, told ? told : "");
	return good && WIFEXITED(status) && !WEXITSTATUS(status);
}

static void append_file(GString *out, const char *path)
{
	char *bytes;
	gsize len;

	if (!g_file_get_contents(path, &bytes, &len, NULL))
		return;
	g_string_append_len(out, bytes, (gssize)len);
	g_free(bytes);
}

/* git mailinfo reads lines that end in LF alone the same way wherever they were stored. */
static bool write_mail(const char *path, const GString *raw)
{
	g_autoptr(GString) text = g_string_sized_new(raw->len);

	for (size_t i = 0; i < raw->len; i++)
		if (raw->str[i] != '\r' || raw->str[i + 1] != '\n')
			g_string_append_c(text, raw->str[i]);
	return g_file_set_contents(path, text->str, (gssize)text->len, NULL);
}

GString *attest_run_mailinfo(const GString *in)
{
	g_autoptr(GString) text = g_string_new(NULL), info = g_string_new(NULL);
	GString *answer = NULL;
	struct scratch scratch;
	g_autofree char *mail = NULL, *message = NULL, *diff = NULL;

	if (scratch_open(&scratch)) {
		mail = scratch_file(&scratch, "mail");
		message = scratch_file(&scratch, "message");
		diff = scratch_file(&scratch, "diff");
		if (write_mail(mail, in) &&
		    run((const char *[]){ "git", "mailinfo", "--encoding=utf-8", "--no-scissors",
					  message, diff, NULL },
			mail, info, NULL)) {
			append_file(text, message);
			append_file(text, diff);
			answer = g_string_new(NULL);
			attest_pack(answer, info->str, info->len);
			attest_pack(answer, text->str, text->len);
		}
		scratch_close(&scratch);
	}
	return answer;
}

/* A line of gpg's --status-fd that begins so; NULL where there is none. */
static char *status_line(const GString *status, const char *start)
{
	g_autofree char *begin = g_strconcat("\n[GNUPG:] ", start, " ", NULL), *text = NULL;
	char *found, *line = NULL;

	text = g_strconcat("\n", status->str, NULL);
	found = strstr(text, begin);
	if (found)
		line = g_strndup(found + 1, strcspn(found + 1, "\n"));
	return line;
}

/* Of the user's own keys one counts for the addresses that it names. */
static bool names(const char *good, const char *identity)
{
	g_autofree char *address = g_strdup_printf("<%s>", identity),
			*lower = g_ascii_strdown(good, -1), *wanted = g_ascii_strdown(address, -1);

	return g_str_has_suffix(lower, wanted);
}

static GString *judge(const GString *content, const GString *status, const char *identity)
{
	g_autofree char *good = status_line(status, "GOODSIG"),
			*valid = status_line(status, "VALIDSIG");
	g_autofree char *unknown = status_line(status, "NO_PUBKEY");
	GString *answer = g_string_new(NULL);

	if (good && valid && (!identity || names(good, identity))) {
		attest_pack(answer, "good", 4);
		attest_pack(answer, content->str, content->len);
	} else {
		attest_pack(answer, unknown || good ? "unknown" : "bad", unknown || good ? 7 : 3);
	}
	return answer;
}

static GString *verify(const struct scratch *scratch, const GString *key, const char *message,
		       const char *identity)
{
	const char *program = config_string("gpg.program");
	g_autofree char *file = scratch_file(scratch, "key"), *ring = scratch_file(scratch, "ring");
	g_autoptr(GString) out = g_string_new(NULL), status = g_string_new(NULL);

	if (!program)
		program = "gpg";
	if (key->len) {
		g_file_set_contents(file, key->str, (gssize)key->len, NULL);
		run((const char *[]){ program, "--batch", "--quiet", "--homedir", scratch->path,
				      "--no-default-keyring", "--keyring", ring, "--import", file,
				      NULL },
		    NULL, out, status);
		run((const char *[]){ program, "--batch", "--homedir", scratch->path,
				      "--no-default-keyring", "--keyring", ring, "--status-fd=2",
				      "--output", "-", "--verify", message, NULL },
		    NULL, out, status);
	} else {
		run((const char *[]){ program, "--batch", "--no-auto-key-retrieve", "--status-fd=2",
				      "--output", "-", "--verify", message, NULL },
		    NULL, out, status);
	}
	return judge(out, status, key->len ? NULL : identity);
}

/* The message, the key, the identity. */
GString *attest_run_openpgp(const GString *in)
{
	struct slice rest = slice_of(in->str, in->len);
	g_autoptr(GString) message = attest_unpack(&rest), key = attest_unpack(&rest),
			   identity = attest_unpack(&rest);
	GString *answer = NULL;
	struct scratch scratch;

	if (message && key && identity && scratch_open(&scratch)) {
		g_autofree char *file = scratch_file(&scratch, "message");

		if (g_file_set_contents(file, message->str, (gssize)message->len, NULL))
			answer = verify(&scratch, key, file, identity->str);
		scratch_close(&scratch);
	}
	return answer;
}
