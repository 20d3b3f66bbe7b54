/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "record/record.h"
#include "reply/robots.h"

static void test_persons(void **state)
{
	static const struct {
		const char *name, *email;
		bool robot;
	} cases[] = {
		/* By the address. */
		{ "", "lkp@intel.com", true },
		{ "", "LKP@Intel.COM", true },
		{ "", "lkp@example.org", false },
		{ "", "syzbot+0123456789@syzkaller.example.com", true },
		{ "", "pr-tracker-bot@example.org", true },
		{ "", "patchwork-bot+kvm@example.org", true },
		{ "", "ada+coverity-bot@example.org", true },
		{ "", "tip-bot2@example.org", true },
		{ "", "actions[bot]@example.org", true },
		{ "", "kernelci-results@example.org", true },
		{ "", "notifications@example.org", true },
		{ "", "no-reply@example.org", true },
		{ "", "bot+bisect@kernelci.org", true },
		{ "", "jenkins@example.org", true },
		{ "", "jenkins+7@example.org", true },
		{ "Patchwork Integration", "patchwork@ci.example.org", true },
		{ "", "bluez.test.bot@example.org", true },
		{ "", "bot@ci.example.org", true },
		{ "", "robot@ci.example.org", true },
		{ "", "noreply-gerrit@example.org", true },
		{ "CKI Project", "cki-project@redhat.com", true },
		/* By the name, whatever the address. */
		{ "Media CI", "ada@example.org", true },
		{ "foo-CI", "ada@example.org", true },
		{ "0-day Robot", "ada@example.org", true },
		{ "Regzbot (on behalf of Ada Lindqvist)", "ada@example.org", true },
		{ "kernel test robot", "ada@example.org", true },
		{ "Kernel Test Robot", "ada@example.org", true },
		{ "coverity-bot", "ada@example.org", true },
		{ "kernelci.org bot", "ada@example.org", true },
		{ "tip-bot2 for Ada Lindqvist", "ada@example.org", true },
		{ "patchwork-bot+kvm", "list@example.org", true },
		{ "actions[bot]", "ada@example.org", true },
		{ "syzbot", "list@example.org", true },
		/* Persons, who only share a part of that. */
		{ "Jenkins Example", "jenkins.example@example.org", false },
		{ "Ada Jenkins", "jenkinsa@example.org", false },
		{ "Ben Bot", "ben.bot@example.org", false },
		{ "Ben Abbot", "abbot@example.org", false },
		{ "Bo Talbot", "talbot@example.org", false },
		{ "Ada, who runs a robot or two", "ada@example.org", false },
		{ "Cy Kernelci", "kernelciaddict@example.org", false },
		{ "Ada Ci", "ada.ci@example.org", false },
		{ "MAGICI", "magici@example.org", false },
		{ "Regzbot", "ada@example.org", false },
		{ "Cy Patchworker", "patchworker@example.org", false },
		{ "", "robotnik@example.org", false },
		{ "", "", false },
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct person person = { cases[i].name, cases[i].email };

		if (robot_person(&person) != cases[i].robot)
			fail_msg("%s <%s> is %s robot", person.name, person.email,
				 cases[i].robot ? "a" : "no");
	}
}

/* Of a person whose robot says so itself; not of one who speaks of one. */
static void test_says_so(void **state)
{
	(void)state;
	assert_true(robot_says_so(SLICE("[ Ada's backport helper bot ]\n\nHi,\n")));
	assert_true(robot_says_so(SLICE("\n[This is a bot]\n")));
	assert_true(robot_says_so(SLICE("Hi\n\n[This is an automated email]\n")));
	assert_true(robot_says_so(SLICE("Hello,\nthis is an automatic reply of the archive.\n")));
	assert_false(robot_says_so(SLICE("> This is an automated email\n")));
	assert_false(robot_says_so(SLICE("a\nb\nc\nThis is an automated email\n")));
	assert_false(robot_says_so(SLICE("This is an auto-generated file, drop it.\n")));
	assert_false(robot_says_so(SLICE("[ Ada's backport helper ]\n")));
	assert_false(robot_says_so(SLICE("Hi,\n[ a bot ]\n")));
	assert_false(robot_says_so(SLICE("[ the abbot ]\n")));
	assert_false(robot_says_so(SLICE("[bot]\n")));
	assert_false(robot_says_so(SLICE("[ a bot ] said\n")));
	assert_false(robot_says_so(SLICE("\n\n")));
	assert_false(robot_says_so(slice_of(NULL, 0)));
}

static enum record_kind kind_of_text(const char *fields, const char *text)
{
	char *raw = g_strdup_printf("%sSubject: Re: [PATCH] x\n\n%s\n", fields, text);
	struct record *rec = record_parse(slice_str(raw), NULL);
	enum record_kind kind = rec->kind;

	record_free(rec);
	g_free(raw);
	return kind;
}

static enum record_kind kind_of(const char *fields)
{
	return kind_of_text(fields, "Text");
}

/* A list's rewriting changes nothing: who is put right is judged. */
static void test_rewritten(void **state)
{
	(void)state;
	assert_int_equal(kind_of("From: \"x-bot via dev\" <dev@lists.example.org>\n"
				 "X-Original-From: x-bot@example.org\n"),
			 RECORD_ROBOT);
	assert_int_equal(kind_of("From: \"'Tests' via dev\" <dev@lists.example.org>\n"
				 "Reply-To: Tests <patchwork-bot+dev@example.org>\n"),
			 RECORD_ROBOT);
	assert_int_equal(kind_of("From: \"kernel test robot via dev\" <dev@lists.example.org>\n"),
			 RECORD_ROBOT);
	assert_int_equal(kind_of("From: \"Ada Lindqvist via dev\" <dev-bot@lists.example.org>\n"
				 "Reply-To: Ada Lindqvist <ada@example.org>\n"),
			 RECORD_REPLY);
}

static void test_own_name(void **state)
{
	(void)state;
	assert_int_equal(kind_of_text("From: Ada Lindqvist <ada@example.org>\n",
				      "[ Ada's backport helper bot ]"),
			 RECORD_ROBOT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_persons),
		cmocka_unit_test(test_says_so),
		cmocka_unit_test(test_rewritten),
		cmocka_unit_test(test_own_name),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
