/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/config_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SIZE (64 << 10) /* of a file */

struct reader {
	const char *at;	  /* a NUL ends the text */
	GString *section; /* "section." or "section.subsection."; empty before the first one */
	const char *name;
	GString *out;
};

/* False where git has to be asked; *text is NULL where there is no file. Free it with g_free(). */
static bool load(const char *path, char **text)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat info;
	ssize_t got = -1;

	*text = NULL;
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR;
	if (!fstat(fd, &info) && S_ISREG(info.st_mode) && info.st_size <= MAX_SIZE) {
		*text = g_malloc((gsize)info.st_size + 1);
		got = read(fd, *text, (size_t)info.st_size);
		(*text)[MAX(got, 0)] = '\0';
	}
	close(fd);
	if (got >= 0 && got == info.st_size && !memchr(*text, '\0', (size_t)got) &&
	    !strchr(*text, '\r'))
		return true;
	g_clear_pointer(text, g_free);
	return false;
}

static void skip_blanks(struct reader *reader)
{
	reader->at += strspn(reader->at, " \t");
}

static bool skip_line_end(struct reader *reader)
{
	skip_blanks(reader);
	if (*reader->at == '#' || *reader->at == ';')
		reader->at += strcspn(reader->at, "\n");
	if (*reader->at && *reader->at != '\n')
		return false;
	reader->at += *reader->at == '\n';
	return true;
}

/* Letters, digits and hyphens, as they are compared: in lower case. */
static void take_word(struct reader *reader, GString *word)
{
	for (; g_ascii_isalnum(*reader->at) || *reader->at == '-'; reader->at++)
		g_string_append_c(word, g_ascii_tolower(*reader->at));
}

/* What makes the rest of the configuration depend on more than files in their order. */
static bool is_decisive(const char *section)
{
	static const char *const sections[] = { "include.", "includeif.", "extensions." };

	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		if (g_str_has_prefix(section, sections[i]))
			return true;
	return false;
}

/* [section] or [section "Subsection"], alone on its line. */
static bool read_section(struct reader *reader)
{
	GString *section = reader->section;
	size_t len;

	reader->at++;
	g_string_truncate(section, 0);
	take_word(reader, section);
	if (!section->len)
		return false;
	g_string_append_c(section, '.');
	if (*reader->at == ' ' && reader->at[1] == '"') {
		reader->at += 2;
		len = strcspn(reader->at, "\"\\\n");
		g_string_append_len(section, reader->at, (gssize)len);
		g_string_append_c(section, '.');
		reader->at += len;
		if (*reader->at++ != '"')
			return false;
	}
	return *reader->at++ == ']' && skip_line_end(reader) && !is_decisive(section->str);
}

/* Behind a backslash. */
static bool append_escaped(struct reader *reader, GString *out)
{
	static const char letters[] = "tbn\\\"", means[] = "\t\b\n\\\"";
	const char *letter = *reader->at ? strchr(letters, *reader->at) : NULL;

	if (*reader->at != '\n' && !letter)
		return false;
	if (letter)
		g_string_append_c(out, means[letter - letters]);
	reader->at++;
	return true;
}

static bool ends_here(const char *at)
{
	at += strspn(at, " \t");
	return !*at || *at == '\n' || *at == '#' || *at == ';';
}

/* Behind the "=". Blanks at the end do not count; a tab between words was a blank before git 2.45.
 */
static bool read_value(struct reader *reader, GString *out)
{
	gsize end = 0;
	bool quoted = false;

	skip_blanks(reader);
	while (*reader->at && *reader->at != '\n') {
		char c = *reader->at;

		if (!quoted && (c == '#' || c == ';'))
			break;
		reader->at++;
		if (!quoted && c == '\t' && !ends_here(reader->at))
			return false;
		if (!quoted && (c == ' ' || c == '\t')) {
			if (out->len)
				g_string_append_c(out, c);
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		else if (c != '\\')
			g_string_append_c(out, c);
		else if (!append_escaped(reader, out))
			return false;
		end = out->len;
	}
	g_string_truncate(out, end);
	return !quoted && skip_line_end(reader);
}

static bool is_unusual(const char *key, const char *value)
{
	return !strcmp(key, "core.worktree") || !strcmp(key, "safe.barerepository") ||
	       (!strcmp(key, "core.repositoryformatversion") && strcmp(value, "0") &&
		strcmp(value, "1"));
}

/* "name = value", or "name" alone. */
static bool read_variable(struct reader *reader)
{
	g_autoptr(GString) key = g_string_new(reader->section->str), value = g_string_new(NULL);
	bool good, has_value;

	take_word(reader, key);
	skip_blanks(reader);
	has_value = *reader->at == '=';
	reader->at += has_value || *reader->at == '\n';
	good = has_value ? read_value(reader, value) : !*reader->at || reader->at[-1] == '\n';
	good = good && !is_unusual(key->str, value->str);
	if (good) {
		g_string_append_printf(reader->out, "file:%s", reader->name);
		g_string_append_c(reader->out, '\0');
		g_string_append(reader->out, key->str);
		if (has_value)
			g_string_append_c(reader->out, '\n');
		g_string_append(reader->out, value->str);
		g_string_append_c(reader->out, '\0');
	}
	return good;
}

static bool read_text(struct reader *reader)
{
	while (*reader->at) {
		bool good;

		skip_blanks(reader);
		if (*reader->at == '[')
			good = read_section(reader);
		else if (g_ascii_isalpha(*reader->at))
			good = reader->section->len && read_variable(reader);
		else
			good = skip_line_end(reader);
		if (!good)
			return false;
	}
	return true;
}

bool config_file_append(const char *path, const char *name, GString *out)
{
	struct reader reader = { .name = name, .out = out };
	char *text;
	bool good;

	if (!load(path, &text))
		return false;
	if (!text)
		return true;
	reader.at = text;
	reader.section = g_string_new(NULL);
	good = read_text(&reader);
	g_string_free(reader.section, TRUE);
	g_free(text);
	return good;
}
