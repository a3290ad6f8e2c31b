/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Steer two racing calls into each other: delay one of them until both come first
 * equally often. That is where the race window is, however long each call takes
 * on this machine. Usable from programs and from modules.
 */
#ifndef STEER_H
#define STEER_H

#define STEER_STEP_NS 8000
#define STEER_STREAK 4		/* same result so often in a row: double the step */
#define STEER_DOUBLINGS 8
#define STEER_PATIENCE 10	/* times the rounds, until each has come first */
#define STEER_MAX_NS 5000000LL	/* beyond this, start over from 0 */

struct steer {
	long long ns;		/* the other call's head start; negative: our own */
	unsigned int streak;
	int late;
};

/*
 * After a round in which our call was @late or not, move towards the other
 * result by a random step taken from @chance.
 */
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
