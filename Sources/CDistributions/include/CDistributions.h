// Tail areas and quantiles by Boost.Math (Boost Software License 1.0), header-only.
//
// No function throws: what is outside a function's domain, overflows or does not converge is NaN.
// All are continuous in every argument, also where a count is not whole.
#ifndef CDISTRIBUTIONS_H
#define CDISTRIBUTIONS_H

#ifdef __cplusplus
extern "C" {
#endif

/// The area of the standard normal distribution below z.
double distributions_normal_cumulative(double z);
/// The z below which the area p of the standard normal distribution lies.
double distributions_normal_quantile(double p);

/// P(a, x), the area of the gamma distribution of shape a and scale 1 below x.
/// For a count k and a mean m, P(k, m) is the Poisson probability of k or more.
double distributions_gamma_cumulative(double shape, double x);
/// Q(a, x) = 1 - P(a, x), without cancellation; Q(k + 1, m) is the Poisson probability of k or fewer.
double distributions_gamma_complement(double shape, double x);
/// The x with P(a, x) = p; half the chi-square quantile of 2a degrees of freedom.
double distributions_gamma_quantile(double shape, double p);
/// The x with Q(a, x) = q.
double distributions_gamma_quantile_complement(double shape, double q);

/// I(a, b; x), the area of the beta distribution below x.
/// It holds the negative binomial, Student's and F distributions.
double distributions_beta_cumulative(double a, double b, double x);
/// 1 - I(a, b; x), without cancellation.
double distributions_beta_complement(double a, double b, double x);

/// The t below which the area p of Student's distribution lies.
double distributions_student_quantile(double degrees_of_freedom, double p);

/// Where an ascending function of x, handed on with its context, passes 0 between low and high, to the
/// last bits, by algorithm 748 of Alefeld, Potra and Shi; NaN where it has no value on the way.
///
/// Where it is above 0 at low already, low; where it is still below 0 at high, high.
double distributions_root(
    double low, double high, double (*function)(double x, void *context), void *context);

#ifdef __cplusplus
}
#endif

#endif
