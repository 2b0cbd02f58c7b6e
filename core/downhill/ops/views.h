// Views: new sizes and strides over the same storage.
#pragma once
#include <downhill/ops/entry.h>

namespace downhill::ops {

struct ViewEntry {
  static constexpr bool is_view = true;
};
#define DOWNHILL_VIEW_MEMBERS \
  static void infer(Call& c); \
  static void backward(Backward& b)

struct View : ViewEntry {
  struct Attrs {
    Ints size;
    static constexpr auto fields() {
      return std::tuple{field("size", &Attrs::size).varargs().required()};
    }
  };
  static constexpr Info info{.name = "view",
                             .node = "ViewBackward0",
                             .where = "method",
                             .doc = "The same elements in another shape; -1 is inferred.",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[2,3]", "(3, 2)"}, {"[2,3]", "(-1,)"}};
};
inline constexpr Function<View> view;

// What reshape() gives when it had to copy.
struct UnsafeView : ViewEntry {
  using Attrs = View::Attrs;
  static constexpr Info info{.name = "_unsafe_view",
                             .node = "UnsafeViewBackward0",
                             .where = "torch",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[2,3]", "(3, 2)"}};
};
inline constexpr Function<UnsafeView> unsafe_view;

struct Reshape {
  struct Attrs {
    Ints shape;
    static constexpr auto fields() {
      return std::tuple{field("shape", &Attrs::shape).varargs().required()};
    }
  };
  static constexpr Info info{.name = "reshape",
                             .doc = "A view where strides allow it, else a copy."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[2,3]", "(3, 2)"}, {"[2,3]", "(-1,)"}};
};
inline constexpr Function<Reshape> reshape;

struct Flatten {
  struct Attrs {
    int64_t start_dim = 0, end_dim = -1;
    static constexpr auto fields() {
      return std::tuple{field("start_dim", &Attrs::start_dim), field("end_dim", &Attrs::end_dim)};
    }
  };
  static constexpr Info info{.name = "flatten", .doc = "Dimensions start_dim to end_dim as one."};
  static Tensor compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[2,3,2]"}, {"[2,3,2]", "1"}};
};
inline constexpr Function<Flatten> flatten;

struct Transpose : ViewEntry {
  struct Attrs {
    int64_t dim0 = 0, dim1 = 1;
    static constexpr auto fields() {
      return std::tuple{field("dim0", &Attrs::dim0).required(),
                        field("dim1", &Attrs::dim1).required()};
    }
  };
  static constexpr Info info{.name = "transpose",
                             .node = "TransposeBackward0",
                             .doc = "Dimensions dim0 and dim1 swapped."};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[2,3]", "0, 1"}, {"[2,3,2]", "0, 2"}};
};
inline constexpr Function<Transpose> transpose;

struct Transposed : ViewEntry {
  using Attrs = Nothing;
  static constexpr Info info{.name = "t", .node = "TBackward0", .doc = "A matrix transposed."};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[2,3]"}, {"[3]"}};
};
inline constexpr Function<Transposed> t;
// The same within a backward: an operator where gradients are recorded, else no view that
// remembers its base, so that who takes the gradient may keep it.
Tensor turned(const Tensor& m);

struct Permute : ViewEntry {
  struct Attrs {
    Ints dims;
    static constexpr auto fields() {
      return std::tuple{field("dims", &Attrs::dims).varargs().required()};
    }
  };
  static constexpr Info info{
      .name = "permute", .node = "PermuteBackward0", .doc = "Dimensions in another order."};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[2,3,2]", "(2, 0, 1)"}, {"[2,3]", "(1, 0)"}};
};
inline constexpr Function<Permute> permute;

struct Squeeze : ViewEntry {
  using Attrs = Nothing;
  static constexpr Info info{.name = "squeeze",
                             .node = "SqueezeBackward0",
                             .doc = "Without dimensions of size 1.",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[1,3,1]"}};
};
inline constexpr Function<Squeeze> squeeze;

struct SqueezeDim : ViewEntry {
  struct Attrs {
    int64_t dim = 0;
    static constexpr auto fields() { return std::tuple{field("dim", &Attrs::dim).required()}; }
  };
  static constexpr Info info{.name = "squeeze",
                             .node = "SqueezeBackward1",
                             .doc = "Without dimension dim, if its size is 1.",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[1,3]", "0"}, {"[1,3]", "1"}};
};
inline constexpr Function<SqueezeDim> squeeze_dim;

struct Unsqueeze : ViewEntry {
  using Attrs = SqueezeDim::Attrs;
  static constexpr Info info{.name = "unsqueeze",
                             .node = "UnsqueezeBackward0",
                             .doc = "A dimension of size 1 inserted at dim."};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[3]", "0"}, {"[3]", "-1"}};
};
inline constexpr Function<Unsqueeze> unsqueeze;

struct Expand : ViewEntry {
  struct Attrs {
    Ints size;
    static constexpr auto fields() {
      return std::tuple{field("size", &Attrs::size).varargs().required()};
    }
  };
  static constexpr Info info{.name = "expand",
                             .node = "ExpandBackward0",
                             .where = "method",
                             .doc = "Dimensions of size 1 repeated without a copy; -1 keeps one.",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[1,3]", "(2, 3)"}, {"[3]", "(2, -1)"}};
};
inline constexpr Function<Expand> expand;

struct Select : ViewEntry {
  struct Attrs {
    int64_t dim = 0, index = 0;
    static constexpr auto fields() {
      return std::tuple{field("dim", &Attrs::dim).required(),
                        field("index", &Attrs::index).required()};
    }
  };
  static constexpr Info info{.name = "select",
                             .node = "SelectBackward0",
                             .doc = "One index of one dimension, which goes away.",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[2,3]", "0, 1"}, {"[2,3]", "1, -1"}};
};
inline constexpr Function<Select> select;

struct Slice : ViewEntry {
  struct Attrs {
    int64_t dim = 0;
    std::optional<int64_t> start = {}, end = {};
    int64_t step = 1;
    static constexpr auto fields() {
      return std::tuple{field("dim", &Attrs::dim), field("start", &Attrs::start),
                        field("end", &Attrs::end), field("step", &Attrs::step)};
    }
  };
  static constexpr Info info{.name = "_slice",
                             .node = "SliceBackward0",
                             .where = "torch",
                             .doc = "start:end:step of one dimension.",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[4,3]", "0, 1, 3"}, {"[4,3]", "0, 0, 4, 2"}};
};
inline constexpr Function<Slice> slice;

struct Alias : ViewEntry {
  using Attrs = Nothing;
  static constexpr Info info{.name = "_alias",
                             .node = "AliasBackward0",
                             .where = "torch",
                             .doc = "The same view again (x[...])."};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[3]"}};
};
inline constexpr Function<Alias> alias;

// ---- several views of one tensor, made together; none of them may be written to ----------------

struct SeveralViews : ViewEntry {
  static constexpr bool is_several_views = true;
};

struct Unbind : SeveralViews {
  struct Attrs {
    int64_t dim = 0;
    static constexpr auto fields() { return std::tuple{field("dim", &Attrs::dim)}; }
  };
  static constexpr Info info{.name = "unbind",
                             .node = "UnbindBackward0",
                             .doc = "The slices along a dimension, which goes away.",
                             .outputs = "...",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[3,2]"}, {"[2,3]", "1"}, {"[3]", "-1"}};
};
inline constexpr Function<Unbind> unbind;

struct Split : SeveralViews {
  struct Attrs {
    int64_t split_size = 1, dim = 0;
    static constexpr auto fields() {
      return std::tuple{field("split_size", &Attrs::split_size).required(),
                        field("dim", &Attrs::dim)};
    }
  };
  static constexpr Info info{
      .name = "_split",
      .node = "SplitBackward0",
      .where = "torch",
      .doc = "Parts of split_size along a dimension; the last may be smaller.",
      .outputs = "...",
      .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[5,2]", "2"}, {"[2,3]", "1, 1"}, {"[3]", "4"}};
};
inline constexpr Function<Split> split;

struct SplitWithSizes : SeveralViews {
  struct Attrs {
    Ints split_sizes;
    int64_t dim = 0;
    static constexpr auto fields() {
      return std::tuple{field("split_sizes", &Attrs::split_sizes).required(),
                        field("dim", &Attrs::dim)};
    }
  };
  static constexpr Info info{.name = "split_with_sizes",
                             .node = "SplitWithSizesBackward0",
                             .doc = "Parts of the given sizes along a dimension.",
                             .outputs = "...",
                             .keeps_shapes = true};
  DOWNHILL_VIEW_MEMBERS;
  static constexpr Sample samples[] = {{"[5,2]", "(2, 3)"}, {"[2,3]", "(1, 0, 2), 1"}};
};
inline constexpr Function<SplitWithSizes> split_with_sizes;

struct Chunk {
  struct Attrs {
    int64_t chunks = 1, dim = 0;
    static constexpr auto fields() {
      return std::tuple{field("chunks", &Attrs::chunks).required(), field("dim", &Attrs::dim)};
    }
  };
  static constexpr Info info{
      .name = "chunk", .doc = "About equal parts along a dimension.", .outputs = "..."};
  static Tensors compose(const Tensors& t, const Attrs& a);
  static constexpr Sample samples[] = {{"[5,2]", "2"}, {"[2,3]", "2, 1"}};
};
inline constexpr Function<Chunk> chunk;

#undef DOWNHILL_VIEW_MEMBERS

// Gradients of views with any geometry: the elements of a view of a zeroed base, and back. `base_*`
// describe a memory block, `offset` where the view begins in it.
struct Geometry {
  Ints base_sizes, base_strides, sizes, strides;
  int64_t offset = 0;
  static constexpr auto fields() {
    return std::tuple{field("base_sizes", &Geometry::base_sizes),
                      field("base_strides", &Geometry::base_strides),
                      field("sizes", &Geometry::sizes), field("strides", &Geometry::strides),
                      field("offset", &Geometry::offset)};
  }
};
struct ScatterView {
  using Attrs = Geometry;
  static constexpr Info info{.name = "_scatter_view", .node = "AsStridedBackward0", .where = ""};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[2]", "(3,), (1,), (2,), (1,), 1"}};
};
inline constexpr Function<ScatterView> scatter_view;
struct GatherView {
  using Attrs = Geometry;
  static constexpr Info info{.name = "_gather_view", .node = "AsStridedBackward0", .where = ""};
  static void infer(Call& c);
  static void kernel(Call& c);
  static void backward(Backward& b);
  static constexpr Sample samples[] = {{"[3]", "(3,), (1,), (2,), (1,), 1"}};
};
inline constexpr Function<GatherView> gather_view;

}  // namespace downhill::ops

namespace downhill {
using ops::chunk, ops::expand, ops::flatten, ops::gather_view, ops::permute, ops::reshape,
    ops::scatter_view, ops::select, ops::slice;
using ops::split, ops::split_with_sizes, ops::unbind;
using ops::squeeze, ops::squeeze_dim, ops::transpose, ops::unsafe_view, ops::unsqueeze, ops::view;
}  // namespace downhill
