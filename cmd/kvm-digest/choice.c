/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "choice.h"

#include <stdlib.h>
#include "cli/cli.h"
#include "cli/dates.h"

#define SECTIONS_KEY "kvm.digest.sections"

static const struct option_choice bodies[] = {
	{ "all", BODIES_ALL },
	{ "new", BODIES_NEW },
	{ "none", BODIES_NONE },
	{ NULL, 0 },
};

void choose_bodies(const char *text, struct digest_view *view)
{
	int value = BODIES_NEW;
	guint64 lines;

	if (!text)
		value = BODIES_NONE;
	else if (g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT, &lines, NULL))
		view->body_lines = (unsigned)lines;
	else if (*text && !option_choice_find(bodies, text, &value)) {
		report_error("option `bodies' expects all, new, none, or a number of lines, not "
			     "'%s'",
			     text);
		exit(EXIT_USAGE);
	}
	view->bodies = (enum digest_bodies)value;
}

static G_NORETURN void die_section(const char *name, bool configured)
{
	char *names = g_strjoinv(", ", (char **)brief_section_names);
	char *expected;

	if (configured) {
		expected = g_strdup_printf("some of %s", names);
		config_die(SECTIONS_KEY, expected);
	}
	report_error("unknown section '%s': expected some of %s", name, names);
	exit(EXIT_USAGE);
}

static unsigned parse_sections(const char *text, bool configured)
{
	g_auto(GStrv) names = g_strsplit(text, ",", -1);
	unsigned sections = 0;

	for (guint i = 0; names[i]; i++) {
		unsigned section = 0;

		while (section < BRIEF_SECTIONS && strcmp(names[i], brief_section_names[section]))
			section++;
		if (section == BRIEF_SECTIONS)
			die_section(names[i], configured);
		sections |= 1u << section;
	}
	if (!sections)
		die_section(text, configured);
	return sections;
}

unsigned choose_sections(const char *text, bool tables)
{
	const char *configured = text ? NULL : config_string(SECTIONS_KEY);
	unsigned sections = (1u << BRIEF_SECTIONS) - 1;

	if (text || configured)
		sections = parse_sections(text ? text : configured, !text);
	if (!tables)
		sections &= ~(1u << BRIEF_PEOPLE | 1u << BRIEF_DOMAINS);
	return sections;
}

void address_mail(struct digest_mail *mail, GPtrArray *to, const char *subject)
{
	const char *const *configured = to ? NULL : config_all("kvm.digest.to");
	const char *name = config_string("user.name");

	mail->from = config_string("kvm.digest.from");
	if (!mail->from && committer_email())
		mail->from = name ? g_strdup_printf("\"%s\" <%s>", name, committer_email())
				  : committer_email();
	if (!mail->from)
		die("nobody is known who sends the mail: set kvm.digest.from or user.email");
	mail->to = to;
	if (!to && configured) {
		to = g_ptr_array_new();
		for (; *configured; configured++)
			g_ptr_array_add(to, (void *)*configured);
		mail->to = to;
	}
	if (!to)
		die("nobody is known whom the mail is for: use --to, or set kvm.digest.to");
	mail->subject = subject;
	mail->now = date_now();
}

void complete_sections(struct completion *completion)
{
	const char *comma = strrchr(completion->word, ',');

	if (comma)
		completion_keep(completion, (size_t)(comma - completion->word) + 1);
	for (int i = 0; brief_section_names[i]; i++)
		completion_add(completion, brief_section_names[i], NULL);
}

void complete_bodies(struct completion *completion)
{
	for (const struct option_choice *choice = bodies; choice->name; choice++)
		completion_add(completion, choice->name, NULL);
}
