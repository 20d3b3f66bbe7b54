/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_OUTPUT_FILE_H
#define CLI_OUTPUT_FILE_H

/*
 * -o <file>: from now on results go to a new file beside path, in the place of standard output;
 * output_file_finish(), to be called behind output_finish(), gives it the name. So path is there as
 * it was, or whole. NULL and "-" change nothing. Dies where the file cannot be made; where the
 * process ends before, the new one goes.
 */
void output_file_start(const char *path);
void output_file_finish(void);

#endif
