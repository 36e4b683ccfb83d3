#include "CDistributions.h"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

namespace {

namespace policies = boost::math::policies;

// Double throughout, so that a result does not depend on what the machine calls long double; and a
// value in place of an exception, since none may pass into C or Swift.
using Quiet = policies::policy<
    policies::promote_double<false>, policies::promote_float<false>,
    policies::domain_error<policies::errno_on_error>, policies::pole_error<policies::errno_on_error>,
    policies::overflow_error<policies::errno_on_error>,
    policies::evaluation_error<policies::errno_on_error>,
    policies::rounding_error<policies::errno_on_error>>;

template <typename Function>
double quiet(Function function) noexcept {
  try {
    const double value = function();
    return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

double distributions_normal_cumulative(double z) {
  return quiet([=] { return boost::math::erfc(-z / std::sqrt(2.0), Quiet()) / 2; });
}

double distributions_normal_quantile(double p) {
  return quiet([=] { return -std::sqrt(2.0) * boost::math::erfc_inv(2 * p, Quiet()); });
}

double distributions_gamma_cumulative(double shape, double x) {
  return quiet([=] { return boost::math::gamma_p(shape, x, Quiet()); });
}

double distributions_gamma_complement(double shape, double x) {
  return quiet([=] { return boost::math::gamma_q(shape, x, Quiet()); });
}

double distributions_gamma_quantile(double shape, double p) {
  return quiet([=] { return boost::math::gamma_p_inv(shape, p, Quiet()); });
}

double distributions_gamma_quantile_complement(double shape, double q) {
  return quiet([=] { return boost::math::gamma_q_inv(shape, q, Quiet()); });
}

double distributions_beta_cumulative(double a, double b, double x) {
  return quiet([=] { return boost::math::ibeta(a, b, x, Quiet()); });
}

double distributions_beta_complement(double a, double b, double x) {
  return quiet([=] { return boost::math::ibetac(a, b, x, Quiet()); });
}

double distributions_student_quantile(double degrees_of_freedom, double p) {
  return quiet([=] {
    return boost::math::quantile(
        boost::math::students_t_distribution<double, Quiet>(degrees_of_freedom), p);
  });
}

double distributions_root(
    double low, double high, double (*function)(double x, void *context), void *context) {
  return quiet([=] {
    const double at_low = function(low, context);
    const double at_high = function(high, context);
    if (std::isnan(at_low) || std::isnan(at_high)) return std::numeric_limits<double>::quiet_NaN();
    if (at_low >= 0) return low;
    if (at_high <= 0) return high;
    bool has_value = true;
    const auto value = [&](double x) {
      const double y = function(x, context);
      // The solver takes no NaN; 0 ends it at once.
      if (std::isnan(y)) has_value = false;
      return has_value ? y : 0.0;
    };
    // Halving alone would part any two doubles in 1,100 steps.
    std::uintmax_t steps = 1100;
    const auto ends = boost::math::tools::toms748_solve(
        value, low, high, at_low, at_high, boost::math::tools::eps_tolerance<double>(52), steps,
        Quiet());
    return has_value ? ends.first + (ends.second - ends.first) / 2
                     : std::numeric_limits<double>::quiet_NaN();
  });
}
