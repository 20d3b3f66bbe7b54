/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/*
 * All that makes a command feel like git's own. This is the one library that exits, prints
 * and reads the environment; it is for cmd/ and the main thread alone.
 *
 *	static int format = -1, colour = COLOUR_UNSET, progress = -1;
 *	static unsigned top = 15;
 *	static const struct option_choice formats[] = {
 *		{ "text", TEXT }, { "json", JSON }, { NULL, 0 },
 *	};
 *	static const struct option_def options[] = {
 *		OPT_CHOICE(0, "format", &format, formats, "print as"),
 *		OPT_UINT(0, "top", &top, 0, "<n>", "rows of each table"),
 *		OPT_COLOUR(&colour),
 *		OPT_PROGRESS(&progress),
 *		OPT_END,
 *	};
 *	static const char *const usage[] = { "[<options>] [<revision-range>...]", NULL };
 *	static const struct command command = { .name = "kvm-digest", .usage = usage,
 *						.options = options };
 *
 *	int main(int argc, char **argv)
 *	{
 *		cli_init();
 *		options_parse(&command, argc, argv, &args);	-h, mistakes: exits
 *		config_start();					where git reads it, meanwhile
 *		inbox = inbox_open(NULL, cli_git_dir(), cli_ceilings(), &error);
 *		if (!inbox)
 *			die_gerror(error);
 *		if (format < 0)			it is waited for here
 *			format = config_choice("kvm.format", formats, TEXT);
 *		bar = progress_start("Reading mails", total, progress);
 *		... progress_update(bar, n) ...
 *		progress_stop(bar);
 *		pager_start(command.name);	before any output, behind the progress
 *		colour_palette(colour, &palette);	behind pager_start()
 *		... output_write(), output_puts() ...
 *		output_finish();		fatal when not all of it could be written
 *		arguments_release(&args);
 *		config_release();
 *		return EXIT_OK;			the pager is waited for at exit
 *	}
 */

#include "cli/colour.h"
#include "cli/config.h"
#include "cli/die.h"
#include "cli/git.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/parse.h"
#include "cli/progress.h"

/*
 * First thing in main(). Puts something in the place of a closed stdin, stdout or stderr, so that
 * no file that is opened later is written to by mistake; writing to what was a closed stdout fails.
 */
void cli_init(void);

#endif
