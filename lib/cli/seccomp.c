/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/seccomp.h"

#if defined(__linux__) && __has_include(<linux/seccomp.h>)

#include <errno.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The numbers of calls are those of one architecture: another's are refused. */
#if defined(__x86_64__) && !defined(__ILP32__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define ARCHITECTURE AUDIT_ARCH_S390X
#elif defined(__i386__)
#define ARCHITECTURE AUDIT_ARCH_I386
#elif defined(__arm__) && defined(__ARM_EABI__)
#define ARCHITECTURE AUDIT_ARCH_ARM
#endif

#endif

#ifdef ARCHITECTURE

#define X32 0x40000000u /* calls of x86-64's other ABI have this bit */

/* Each is there where the headers know it, by number where they are older than kernels. */
static const unsigned refused[] = {
#ifdef SYS_socketcall
	SYS_socketcall,
#endif
	SYS_socket,
	SYS_socketpair,
	SYS_connect,
	SYS_bind,
	SYS_listen,
#ifdef SYS_accept
	SYS_accept,
#endif
	SYS_accept4,
	SYS_sendto,
	SYS_sendmsg,
	SYS_sendmmsg,
	SYS_execve,
	SYS_execveat,
	SYS_unshare,
	SYS_setns,
	SYS_mount,
	SYS_umount2,
	SYS_pivot_root,
	SYS_chroot,
	SYS_open_by_handle_at,
	SYS_init_module,
	SYS_finit_module,
	SYS_delete_module,
	SYS_kexec_load,
	SYS_reboot,
	SYS_bpf,
	SYS_perf_event_open,
	SYS_add_key,
	SYS_request_key,
	SYS_keyctl,
	SYS_acct,
	SYS_quotactl,
	SYS_swapon,
	SYS_swapoff,
#ifdef SYS_chmod
	SYS_chmod,
	SYS_chown,
	SYS_lchown,
#endif
	SYS_fchmodat,
	SYS_fchownat,
	SYS_setxattr,
	SYS_lsetxattr,
	SYS_fsetxattr,
	SYS_removexattr,
	SYS_lremovexattr,
	SYS_fremovexattr,
#ifdef SYS_userfaultfd
	SYS_userfaultfd,
#endif
#ifndef __SANITIZE_ADDRESS__ /* it looks for leaks that way */
	SYS_ptrace,
#endif
	SYS_process_vm_readv,
	SYS_process_vm_writev,
	SYS_kcmp,
	424, /* pidfd_send_signal */
	425, /* io_uring_setup */
	426, /* io_uring_enter */
	427, /* io_uring_register */
	428, /* open_tree */
	429, /* move_mount */
	430, /* fsopen */
	432, /* fsmount */
	434, /* pidfd_open */
	438, /* pidfd_getfd */
	440, /* process_madvise */
	442, /* mount_setattr */
	452, /* fchmodat2 */
};

#define CLONE3 435
#define NAMESPACES                                                                                 \
	(CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | \
	 CLONE_NEWCGROUP)
#define TIOCLINUX_REQUEST 0x541C

#define NR offsetof(struct seccomp_data, nr)
#define ARCH offsetof(struct seccomp_data, arch)
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define ARG(i) (offsetof(struct seccomp_data, args[i]) + 4)
#else
#define ARG(i) offsetof(struct seccomp_data, args[i])
#endif

/* s390 has clone's flags in second place. */
#ifdef __s390x__
#define CLONE_FLAGS 1
#else
#define CLONE_FLAGS 0
#endif

#define MOST (2 * (sizeof(refused) / sizeof(*refused)) + 64)

struct program {
	struct sock_filter lines[MOST];
	unsigned short len;
};

static void add(struct program *program, uint16_t code, uint8_t yes, uint8_t no, uint32_t value)
{
	program->lines[program->len++] =
		(struct sock_filter){ .code = code, .jt = yes, .jf = no, .k = value };
}

static void load(struct program *program, size_t offset)
{
	add(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void answer(struct program *program, uint32_t what)
{
	add(program, BPF_RET | BPF_K, 0, 0, what);
}

#define REFUSE (SECCOMP_RET_ERRNO | EPERM)

/* A call by its number, which is loaded. */
static void answer_call(struct program *program, uint32_t call, uint32_t what)
{
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, call);
	answer(program, what);
}

/* Threads are made by clone, too. What is in the memory that clone3 points to cannot be seen: the C
 * library falls back to clone where there is no clone3. */
static void refuse_namespaces(struct program *program)
{
	answer_call(program, CLONE3, SECCOMP_RET_ERRNO | ENOSYS);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_clone);
	load(program, ARG(CLONE_FLAGS));
	add(program, BPF_JMP | BPF_JSET | BPF_K, 0, 1, NAMESPACES);
	answer(program, REFUSE);
	answer(program, SECCOMP_RET_ALLOW);
}

/* What would put words into the mouth of whoever sits at the terminal. */
static void refuse_typing(struct program *program)
{
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 5, SYS_ioctl);
	load(program, ARG(1));
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, TIOCSTI);
	add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, TIOCLINUX_REQUEST);
	answer(program, REFUSE);
	answer(program, SECCOMP_RET_ALLOW);
}

/* Signals to anybody else; raise() and abort() are calls to oneself. Sanitizers stop all threads
 * that way to look for leaks. */
#ifdef __SANITIZE_ADDRESS__
static void refuse_signals(struct program *program)
{
	(void)program;
}
#else
static void refuse_signals(struct program *program)
{
	static const unsigned signals[] = { SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo };

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
		add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, signals[i]);
		load(program, ARG(0));
		add(program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, (uint32_t)getpid());
		answer(program, REFUSE);
		answer(program, SECCOMP_RET_ALLOW);
	}
}
#endif

bool seccomp_start(void)
{
	struct program program = { .len = 0 };
	struct sock_fprog filter = { .filter = program.lines };

	load(&program, ARCH);
	add(&program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
	answer(&program, REFUSE);
	load(&program, NR);
#ifdef __x86_64__
	add(&program, BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32);
	answer(&program, REFUSE);
#endif
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		answer_call(&program, refused[i], REFUSE);
	refuse_namespaces(&program);
	refuse_typing(&program);
	refuse_signals(&program);
	answer(&program, SECCOMP_RET_ALLOW);
	filter.len = program.len;
	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

#else

bool seccomp_start(void)
{
	return false;
}

#endif
