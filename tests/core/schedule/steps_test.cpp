// Every learning-rate scheduler with its options, step by step, against real PyTorch:
// tests/golden/schedule/steps.txt holds the cases (cases.py there says what they do). All are equal
// in every bit, cosines and powers too. A schedule that is new in the core's list must have cases.
#include <downhill/downhill.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace downhill {
namespace {

const std::string kFolder = std::string(DOWNHILL_GOLDEN) + "/schedule/";
using Row = std::vector<double>;

struct Case {
  std::string line, scheduler, optimizer, mode, options;
  std::vector<Row> rows;
};

std::vector<Case> read_cases() {
  std::ifstream file(kFolder + "steps.txt");
  REQUIRE(file.good());
  std::vector<Case> cases;
  for (std::string line, numbers; std::getline(file, line);) {
    if (line[0] == '#') continue;
    std::getline(file, numbers);
    Case c{line, {}, {}, {}, {}, {}};
    std::istringstream parts(line);
    parts >> c.scheduler >> c.optimizer >> c.mode;
    std::getline(parts, c.options);
    const std::size_t width = c.optimizer == "SGD2" ? 4 : 2;
    std::istringstream words(numbers);
    Row row;
    for (std::string word; words >> word;) {
      row.push_back(word == "." ? c.rows.back()[row.size()] : std::strtod(word.c_str(), nullptr));
      if (row.size() == width) c.rows.push_back(std::move(row)), row.clear();
    }
    cases.push_back(std::move(c));
  }
  return cases;
}

Argument argument_of(const std::string& text) {
  std::vector<Argument> list;
  if (text.find(',') != std::string::npos) {
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) list.push_back(argument_of(part));
    return argument(std::move(list));
  }
  if (text == "None") return {};
  if (text == "True" || text == "False") return argument(text == "True");
  if (std::isalpha(static_cast<unsigned char>(text[0]))) return argument(text);
  if (text.find_first_of(".e") == std::string::npos) return argument(Number(std::stoi(text)));
  return argument(Number(std::strtod(text.c_str(), nullptr)));
}

std::vector<NamedArgument> options_of(const std::string& text) {
  std::vector<NamedArgument> options;
  std::istringstream parts(text);
  for (std::string part; parts >> part;) {
    const auto equals = part.find('=');
    if (equals == std::string::npos) continue;
    options.emplace_back(part.substr(0, equals), argument_of(part.substr(equals + 1)));
  }
  return options;
}

ReduceLROnPlateau::Options plateau(const std::string& text) {
  ReduceLROnPlateau::Options o;
  for (const auto& [name, value] : options_of(text)) {
    if (name == "mode") o.mode = value.text;
    if (name == "threshold_mode") o.threshold_mode = value.text;
    if (name == "factor") o.factor = value.number;
    if (name == "patience") o.patience = value.number.to<int64_t>();
    if (name == "cooldown") o.cooldown = value.number.to<int64_t>();
    if (name == "threshold") o.threshold = value.number;
    if (name == "min_lr") o.min_lr = value.number;
  }
  return o;
}

EpochFunction function(const std::string& name) {
  if (name.find("decay") != std::string::npos) return [](double e) { return math::pow(0.95, e); };
  if (name.find("thirds") != std::string::npos) return [](double e) { return std::floor(e / 3); };
  return [](double) { return 0.95; };
}

std::shared_ptr<LRScheduler> make(const Case& c, OptimizerBase& optimizer) {
  for (int id = 0; id < kScheduleCount; ++id) {
    if (c.scheduler == schedule_at(id).name)
      return std::make_shared<SchedulerBase>(schedule_at(id), optimizer, options_of(c.options));
  }
  if (c.scheduler == "LambdaLR") return std::make_shared<LambdaLR>(optimizer, function(c.options));
  if (c.scheduler == "MultiplicativeLR")
    return std::make_shared<MultiplicativeLR>(optimizer, function(c.options));
  std::vector<std::shared_ptr<LRScheduler>> parts{
      std::make_shared<Scheduler<schedule::ConstantLR>>(
          optimizer, schedule::ConstantLR::Options{.factor = .1, .total_iters = 3}),
      std::make_shared<Scheduler<schedule::ExponentialLR>>(
          optimizer, schedule::ExponentialLR::Options{.gamma = .9})};
  if (c.scheduler == "SequentialLR")
    return std::make_shared<SequentialLR>(optimizer, parts, std::vector<int64_t>{4});
  REQUIRE(c.scheduler == "ChainedScheduler");
  return std::make_shared<ChainedScheduler>(parts);
}

std::unique_ptr<OptimizerBase> make_optimizer(const std::string& kind) {
  const auto parameter = [] {
    return Tensor::full({1}, 0, DType::Float32).set_requires_grad(true);
  };
  const optim::Scalar lr =
      kind == "tensor" ? optim::Scalar(Tensor::full({}, 0.1, DType::Float32)) : optim::Scalar(0.1);
  if (kind == "Adam")
    return std::make_unique<Optimizer<optim::Adam>>(std::vector<Tensor>{parameter()},
                                                    optim::Adam::Options{.lr = lr});
  const optim::SGD::Options options{.lr = lr, .momentum = 0.9};
  auto sgd = std::make_unique<Optimizer<optim::SGD>>(std::vector<Tensor>{parameter()}, options);
  if (kind == "SGD2") sgd->add_group({parameter()}, {.lr = 0.2, .momentum = 0.9});
  return sgd;
}

Row noted(const OptimizerBase& optimizer) {
  Row row;
  for (std::size_t i = 0; i < optimizer.groups().size(); ++i) {
    row.push_back(learning_rate(optimizer, i).value());
    for (auto& [name, value] :
         list_fields(optimizer.rule().options->fields, optimizer.groups()[i].options.get())) {
      if (name == "momentum") row.push_back(value.number);
      if (name == "betas") row.push_back(value.list[0].number);
    }
  }
  return row;
}

std::vector<Row> run(const Case& c) {
  constexpr double metrics[] = {1,  .9, .95, .95, .9,    .9, .9, .9, .5, .5, .5, .5,
                                .5, .5, .5,  .5,  .4999, .5, .5, .5, .5, .5, .5, .5};
  constexpr double epochs[] = {1, 2, 5, 3, 0, 7, 11, 12, 13, 30, 29, 59, 60, 4};
  const auto optimizer = make_optimizer(c.optimizer);
  std::vector<Row> rows;
  if (c.scheduler == "ReduceLROnPlateau") {
    ReduceLROnPlateau scheduler(*optimizer, plateau(c.options));
    rows.push_back(noted(*optimizer));
    for (const double metric : metrics) {
      scheduler.step(metric);
      rows.push_back(noted(*optimizer));
    }
    return rows;
  }
  const auto scheduler = make(c, *optimizer);
  rows.push_back(noted(*optimizer));
  for (std::size_t i = 1; i < c.rows.size(); ++i) {
    if (c.mode == "epochs") {
      scheduler->step(epochs[i - 1]);
    } else {
      scheduler->step();
    }
    rows.push_back(noted(*optimizer));
  }
  return rows;
}

}  // namespace

TEST_CASE("Every step of every learning-rate scheduler is PyTorch's, bit for bit") {
  for (const Case& c : read_cases()) {
    CAPTURE(c.line);
    const std::vector<Row> rows = run(c);
    REQUIRE(rows.size() == c.rows.size());
    const auto differs = std::mismatch(rows.begin(), rows.end(), c.rows.begin());
    INFO("first step that differs: ", differs.first - rows.begin());
    CHECK(rows == c.rows);
  }
}

TEST_CASE("Every schedule of the list has cases") {
  std::set<std::string> tested;
  for (const Case& c : read_cases()) tested.insert(c.scheduler);
  for (int id = 0; id < kScheduleCount; ++id) {
    CAPTURE(schedule_at(id).name);
    CHECK(tested.count(schedule_at(id).name) == 1);
  }
}

TEST_CASE("A scheduler's state dict carries on where it was, for every case") {
  for (const Case& c : read_cases()) {
    if (c.mode == "epochs" || c.scheduler == "ReduceLROnPlateau" || c.optimizer == "SGD2") continue;
    CAPTURE(c.line);
    const auto one = make_optimizer(c.optimizer), other = make_optimizer(c.optimizer);
    const auto first = make(c, *one), second = make(c, *other);
    for (int i = 0; i < 9; ++i) first->step();
    other->load_state_dict(one->state_dict());
    second->load_state_dict(first->state_dict());
    for (int i = 0; i < 20; ++i) {
      CHECK(noted(*one) == noted(*other));
      first->step();
      second->step();
    }
  }
}

}  // namespace downhill
