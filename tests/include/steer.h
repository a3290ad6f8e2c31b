/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Two who are to meet: one of them is held back until each comes first as often
 * as the other. That is where the window is, however long it takes each to get
 * there on this machine. For programs and for modules.
 */
#ifndef STEER_H
#define STEER_H

#define STEER_STEP_NS 8000
#define STEER_STREAK 4		/* so often the same, and steps get twice as long */
#define STEER_DOUBLINGS 8
#define STEER_PATIENCE 10	/* times the rounds, for each to have come first */
#define STEER_MAX_NS 5000000LL	/* farther apart, they start over */

struct steer {
	long long ns;		/* the other's head start; negative: one's own */
	unsigned int streak;
	int late;
};

/* After a round in which one was @late or not; towards the other, @chance far. */
static inline void steer_on(struct steer *s, int late, unsigned int chance)
{
	unsigned int doublings;
	long long step;

	s->streak = late == s->late ? s->streak + 1 : 0;
	s->late = late;
	doublings = s->streak / STEER_STREAK;
	if (doublings > STEER_DOUBLINGS)
		doublings = STEER_DOUBLINGS;
	step = 1 + (long long)(chance % STEER_STEP_NS << doublings);
	s->ns += late ? -step : step;
	if (s->ns > STEER_MAX_NS || s->ns < -STEER_MAX_NS)
		s->ns = 0;
}

#endif /* STEER_H */
