import Charting
import Diagnostics
import Metrics
import Observations

extension Figure {
  init(
    line output: Study.Output, of run: StudyRun, _ setting: Setting, measuring measurer: Measurer
  ) throws(PublishingError) {
    throw Self.failure("pending")
  }

  init(
    scorecard output: Study.Output, of run: StudyRun, _ setting: Setting,
    measuring measurer: Measurer
  ) throws(PublishingError) {
    throw Self.failure("pending")
  }

  init(
    reportingRate output: Study.Output, of run: StudyRun, _ setting: Setting,
    measuring measurer: Measurer
  ) throws(PublishingError) {
    throw Self.failure("pending")
  }
}
