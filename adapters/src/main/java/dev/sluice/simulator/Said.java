package dev.sluice.simulator;

/**
 * An answer and how long it takes to say.
 *
 * @param answer what is sent
 * @param tokens how many tokens it stands for
 */
record Said(Answer answer, int tokens) {
}
