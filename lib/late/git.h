/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LATE_GIT_H
#define LATE_GIT_H

#include <stdbool.h>
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#if __has_include(<git2/sys/errors.h>) /* where newer versions declare git_error_set_str() */
#include <git2/sys/errors.h>
#endif

/*
 * libgit2, which stands on Kerberos, mbedTLS, OpenSSL and SSH: as with GMime (late.h) the commands
 * are not linked with it, and git.so is loaded by the first call. Here a function keeps its own
 * name, which means what the table has: whoever calls libgit2 includes this in place of <git2.h>. A
 * function that is in neither list is one that the linker does not find.
 */

#define LATE_GIT_FUNCTIONS(F)                                                                      \
	F(git_blob_free)                                                                           \
	F(git_blob_lookup)                                                                         \
	F(git_blob_rawcontent)                                                                     \
	F(git_blob_rawsize)                                                                        \
	F(git_branch_iterator_free)                                                                \
	F(git_branch_iterator_new)                                                                 \
	F(git_branch_next)                                                                         \
	F(git_buf_dispose)                                                                         \
	F(git_commit_free)                                                                         \
	F(git_commit_lookup)                                                                       \
	F(git_commit_tree)                                                                         \
	F(git_config_foreach)                                                                      \
	F(git_config_free)                                                                         \
	F(git_config_get_string)                                                                   \
	F(git_config_iterator_free)                                                                \
	F(git_config_multivar_iterator_new)                                                        \
	F(git_config_next)                                                                         \
	F(git_config_open_default)                                                                 \
	F(git_config_open_ondisk)                                                                  \
	F(git_config_parse_path)                                                                   \
	F(git_config_snapshot)                                                                     \
	F(git_diff_free)                                                                           \
	F(git_diff_from_buffer)                                                                    \
	F(git_diff_get_delta)                                                                      \
	F(git_diff_get_stats)                                                                      \
	F(git_diff_num_deltas)                                                                     \
	F(git_diff_options_init)                                                                   \
	F(git_diff_print)                                                                          \
	F(git_diff_stats_free)                                                                     \
	F(git_diff_stats_to_buf)                                                                   \
	F(git_diff_tree_to_tree)                                                                   \
	F(git_error_last)                                                                          \
	F(git_error_set_str)                                                                       \
	F(git_graph_descendant_of)                                                                 \
	F(git_libgit2_init)                                                                        \
	F(git_libgit2_opts)                                                                        \
	F(git_libgit2_shutdown)                                                                    \
	F(git_mailmap_free)                                                                        \
	F(git_mailmap_from_buffer)                                                                 \
	F(git_mailmap_resolve)                                                                     \
	F(git_object_free)                                                                         \
	F(git_object_id)                                                                           \
	F(git_object_lookup)                                                                       \
	F(git_object_peel)                                                                         \
	F(git_object_short_id)                                                                     \
	F(git_object_type)                                                                         \
	F(git_object_type2string)                                                                  \
	F(git_odb_add_backend)                                                                     \
	F(git_odb_exists_ext)                                                                      \
	F(git_odb_exists_prefix)                                                                   \
	F(git_odb_foreach)                                                                         \
	F(git_odb_free)                                                                            \
	F(git_odb_init_backend)                                                                    \
	F(git_odb_new)                                                                             \
	F(git_odb_object_data)                                                                     \
	F(git_odb_object_free)                                                                     \
	F(git_odb_object_size)                                                                     \
	F(git_odb_object_type)                                                                     \
	F(git_odb_open)                                                                            \
	F(git_odb_read)                                                                            \
	F(git_odb_read_header)                                                                     \
	F(git_odb_refresh)                                                                         \
	F(git_oid_is_zero)                                                                         \
	F(git_oid_tostr)                                                                           \
	F(git_patch_free)                                                                          \
	F(git_patch_from_blobs)                                                                    \
	F(git_patch_from_diff)                                                                     \
	F(git_patch_get_delta)                                                                     \
	F(git_patch_print)                                                                         \
	F(git_reference_create)                                                                    \
	F(git_reference_create_matching)                                                           \
	F(git_reference_dwim)                                                                      \
	F(git_reference_free)                                                                      \
	F(git_reference_is_branch)                                                                 \
	F(git_reference_iterator_free)                                                             \
	F(git_reference_iterator_glob_new)                                                         \
	F(git_reference_iterator_new)                                                              \
	F(git_reference_name)                                                                      \
	F(git_reference_name_to_id)                                                                \
	F(git_reference_next)                                                                      \
	F(git_reference_peel)                                                                      \
	F(git_reference_shorthand)                                                                 \
	F(git_reference_type)                                                                      \
	F(git_repository_commondir)                                                                \
	F(git_repository_config)                                                                   \
	F(git_repository_discover)                                                                 \
	F(git_repository_free)                                                                     \
	F(git_repository_head)                                                                     \
	F(git_repository_head_detached)                                                            \
	F(git_repository_is_bare)                                                                  \
	F(git_repository_is_shallow)                                                               \
	F(git_repository_odb)                                                                      \
	F(git_repository_open_ext)                                                                 \
	F(git_repository_path)                                                                     \
	F(git_repository_workdir)                                                                  \
	F(git_repository_wrap_odb)                                                                 \
	F(git_revparse_single)                                                                     \
	F(git_tree_entry_byname)                                                                   \
	F(git_tree_entry_bypath)                                                                   \
	F(git_tree_entry_free)                                                                     \
	F(git_tree_entry_id)                                                                       \
	F(git_tree_entry_type)                                                                     \
	F(git_tree_free)                                                                           \
	F(git_tree_lookup)

#define LATE_FIELD(name) __typeof__(name) *name;

struct late_git {
	unsigned sum; /* as that of struct late */
	LATE_GIT_FUNCTIONS(LATE_FIELD)
};

#undef LATE_FIELD

/* The table. Where it cannot be loaded what late_place() was given is called. */
const struct late_git *late_git(void);

/* Whether this program holds the table itself: nothing is to be loaded. */
bool late_git_is_here(void);

/* What is called once it is loaded, before anything else of it; it returns what is wrong, or NULL.
 */
void late_git_start(const char *(*start)(const struct late_git *git));

#ifndef LATE_OWN_NAMES /* those of libgit2 itself */
#define git_blob_free late_git()->git_blob_free
#define git_blob_lookup late_git()->git_blob_lookup
#define git_blob_rawcontent late_git()->git_blob_rawcontent
#define git_blob_rawsize late_git()->git_blob_rawsize
#define git_branch_iterator_free late_git()->git_branch_iterator_free
#define git_branch_iterator_new late_git()->git_branch_iterator_new
#define git_branch_next late_git()->git_branch_next
#define git_buf_dispose late_git()->git_buf_dispose
#define git_commit_free late_git()->git_commit_free
#define git_commit_lookup late_git()->git_commit_lookup
#define git_commit_tree late_git()->git_commit_tree
#define git_config_foreach late_git()->git_config_foreach
#define git_config_free late_git()->git_config_free
#define git_config_get_string late_git()->git_config_get_string
#define git_config_iterator_free late_git()->git_config_iterator_free
#define git_config_multivar_iterator_new late_git()->git_config_multivar_iterator_new
#define git_config_next late_git()->git_config_next
#define git_config_open_default late_git()->git_config_open_default
#define git_config_open_ondisk late_git()->git_config_open_ondisk
#define git_config_parse_path late_git()->git_config_parse_path
#define git_config_snapshot late_git()->git_config_snapshot
#define git_diff_free late_git()->git_diff_free
#define git_diff_from_buffer late_git()->git_diff_from_buffer
#define git_diff_get_delta late_git()->git_diff_get_delta
#define git_diff_get_stats late_git()->git_diff_get_stats
#define git_diff_num_deltas late_git()->git_diff_num_deltas
#define git_diff_options_init late_git()->git_diff_options_init
#define git_diff_print late_git()->git_diff_print
#define git_diff_stats_free late_git()->git_diff_stats_free
#define git_diff_stats_to_buf late_git()->git_diff_stats_to_buf
#define git_diff_tree_to_tree late_git()->git_diff_tree_to_tree
#define git_error_last late_git()->git_error_last
#define git_error_set_str late_git()->git_error_set_str
#define git_graph_descendant_of late_git()->git_graph_descendant_of
#define git_libgit2_init late_git()->git_libgit2_init
#define git_libgit2_opts late_git()->git_libgit2_opts
#define git_libgit2_shutdown late_git()->git_libgit2_shutdown
#define git_mailmap_free late_git()->git_mailmap_free
#define git_mailmap_from_buffer late_git()->git_mailmap_from_buffer
#define git_mailmap_resolve late_git()->git_mailmap_resolve
#define git_object_free late_git()->git_object_free
#define git_object_id late_git()->git_object_id
#define git_object_lookup late_git()->git_object_lookup
#define git_object_peel late_git()->git_object_peel
#define git_object_short_id late_git()->git_object_short_id
#define git_object_type late_git()->git_object_type
#define git_object_type2string late_git()->git_object_type2string
#define git_odb_add_backend late_git()->git_odb_add_backend
#define git_odb_exists_ext late_git()->git_odb_exists_ext
#define git_odb_exists_prefix late_git()->git_odb_exists_prefix
#define git_odb_foreach late_git()->git_odb_foreach
#define git_odb_free late_git()->git_odb_free
#define git_odb_init_backend late_git()->git_odb_init_backend
#define git_odb_new late_git()->git_odb_new
#define git_odb_object_data late_git()->git_odb_object_data
#define git_odb_object_free late_git()->git_odb_object_free
#define git_odb_object_size late_git()->git_odb_object_size
#define git_odb_object_type late_git()->git_odb_object_type
#define git_odb_open late_git()->git_odb_open
#define git_odb_read late_git()->git_odb_read
#define git_odb_read_header late_git()->git_odb_read_header
#define git_odb_refresh late_git()->git_odb_refresh
#define git_oid_is_zero late_git()->git_oid_is_zero
#define git_oid_tostr late_git()->git_oid_tostr
#define git_patch_free late_git()->git_patch_free
#define git_patch_from_blobs late_git()->git_patch_from_blobs
#define git_patch_from_diff late_git()->git_patch_from_diff
#define git_patch_get_delta late_git()->git_patch_get_delta
#define git_patch_print late_git()->git_patch_print
#define git_reference_create late_git()->git_reference_create
#define git_reference_create_matching late_git()->git_reference_create_matching
#define git_reference_dwim late_git()->git_reference_dwim
#define git_reference_free late_git()->git_reference_free
#define git_reference_is_branch late_git()->git_reference_is_branch
#define git_reference_iterator_free late_git()->git_reference_iterator_free
#define git_reference_iterator_glob_new late_git()->git_reference_iterator_glob_new
#define git_reference_iterator_new late_git()->git_reference_iterator_new
#define git_reference_name late_git()->git_reference_name
#define git_reference_name_to_id late_git()->git_reference_name_to_id
#define git_reference_next late_git()->git_reference_next
#define git_reference_peel late_git()->git_reference_peel
#define git_reference_shorthand late_git()->git_reference_shorthand
#define git_reference_type late_git()->git_reference_type
#define git_repository_commondir late_git()->git_repository_commondir
#define git_repository_config late_git()->git_repository_config
#define git_repository_discover late_git()->git_repository_discover
#define git_repository_free late_git()->git_repository_free
#define git_repository_head late_git()->git_repository_head
#define git_repository_head_detached late_git()->git_repository_head_detached
#define git_repository_is_bare late_git()->git_repository_is_bare
#define git_repository_is_shallow late_git()->git_repository_is_shallow
#define git_repository_odb late_git()->git_repository_odb
#define git_repository_open_ext late_git()->git_repository_open_ext
#define git_repository_path late_git()->git_repository_path
#define git_repository_workdir late_git()->git_repository_workdir
#define git_repository_wrap_odb late_git()->git_repository_wrap_odb
#define git_revparse_single late_git()->git_revparse_single
#define git_tree_entry_byname late_git()->git_tree_entry_byname
#define git_tree_entry_bypath late_git()->git_tree_entry_bypath
#define git_tree_entry_free late_git()->git_tree_entry_free
#define git_tree_entry_id late_git()->git_tree_entry_id
#define git_tree_entry_type late_git()->git_tree_entry_type
#define git_tree_free late_git()->git_tree_free
#define git_tree_lookup late_git()->git_tree_lookup
#endif

#endif
