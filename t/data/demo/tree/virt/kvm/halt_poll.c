// SPDX-License-Identifier: GPL-2.0
#include <linux/kvm_host.h>

/* How long to wait for the next event before the CPU is given away. */
void kvm_halt_poll_wake(struct kvm_vcpu *vcpu, u64 waited)
{
	if (waited < vcpu->halt_poll_ns)
		vcpu->stat.halt_poll_success++;
	else
		vcpu->stat.halt_poll_fail++;
}

u64 kvm_halt_poll_time(struct kvm_vcpu *vcpu)
{
	u64 ns = vcpu->halt_poll_ns;

	return min(ns, vcpu->kvm->max_halt_poll_ns);
}
