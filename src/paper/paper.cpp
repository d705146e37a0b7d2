#include "paper/paper.hpp"

#include <algorithm>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/error.hpp"
#include "paper/qr_code.hpp"

namespace crm {

namespace {

constexpr double page_width = 595.28, page_height = 841.89; // A4
constexpr double margin = 42, bottom = page_height - 54;
constexpr double inner = page_width - 2 * margin;
constexpr double cell_gap = 6, row_gap = 4;
constexpr double code_width = 71; // 25 mm
constexpr const char* family = "DejaVu Sans";

using Drawing = std::function<void(cairo_t*)>;

struct LayoutOf {
    explicit LayoutOf(cairo_t* cairo, const SheetText& text, double width) : layout(pango_cairo_create_layout(cairo)) {
        PangoFontDescription* font = pango_font_description_new();
        pango_font_description_set_family(font, family);
        pango_font_description_set_absolute_size(font, text.size * PANGO_SCALE);
        if (text.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
        pango_layout_set_font_description(layout, font);
        pango_font_description_free(font);
        pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        if (text.right) pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
        pango_layout_set_text(layout, text.text.data(), static_cast<int>(text.text.size()));
    }
    ~LayoutOf() { g_object_unref(layout); }
    LayoutOf(const LayoutOf&) = delete;
    double height() const {
        int width = 0, height = 0;
        pango_layout_get_size(layout, &width, &height);
        return static_cast<double>(height) / PANGO_SCALE;
    }
    PangoLayout* layout;
};

void show(cairo_t* cairo, const SheetText& text, double x, double y, double width) {
    const LayoutOf made(cairo, text, width);
    const double ink = text.faint ? 0.42 : 0.1;
    cairo_set_source_rgb(cairo, ink, ink, ink);
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, made.layout);
}

cairo_status_t append(void* closure, const unsigned char* octets, unsigned int count) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(octets), count);
    return CAIRO_STATUS_SUCCESS;
}

std::string with_numbers(std::string text, std::size_t page, std::size_t pages) {
    auto put = [&](const std::string& mark, std::size_t number) {
        if (const auto at = text.find(mark); at != std::string::npos)
            text.replace(at, mark.size(), std::to_string(number));
    };
    put("{page}", page);
    put("{pages}", pages);
    return text;
}

} // namespace

struct Paper::Data {
    std::string title, footer, of_page;
    std::vector<std::vector<Drawing>> pages{1};
    double y = margin;
    cairo_surface_t* measuring = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, nullptr); // nothing is drawn on it
    cairo_t* ruler = cairo_create(measuring);
    ~Data() {
        cairo_destroy(ruler);
        cairo_surface_destroy(measuring);
    }
};

Paper::Paper(std::string title, std::string footer, std::string of_page) : data_(std::make_unique<Data>()) {
    data_->title = std::move(title);
    data_->footer = std::move(footer);
    data_->of_page = std::move(of_page);
}

Paper::~Paper() = default;

int Paper::pages() const {
    return static_cast<int>(data_->pages.size());
}

double Paper::height_of(const SheetText& text, double width) const {
    return text.text.empty() ? 0 : LayoutOf(data_->ruler, text, width).height();
}

void Paper::draw_text(const SheetText& text, double x, double y, double width) {
    if (!text.text.empty()) data_->pages.back().push_back([=](cairo_t* cairo) { show(cairo, text, x, y, width); });
}

void Paper::draw_line(double y, double from, double to, double grey) {
    data_->pages.back().push_back([=](cairo_t* cairo) {
        cairo_set_source_rgb(cairo, grey, grey, grey);
        cairo_set_line_width(cairo, 0.6);
        cairo_move_to(cairo, from, y);
        cairo_line_to(cairo, to, y);
        cairo_stroke(cairo);
    });
}

void Paper::need(double height) {
    if (data_->y + height <= bottom || data_->y <= margin) return;
    data_->pages.emplace_back();
    data_->y = margin;
}

void Paper::write(const SheetText& text) {
    const double height = height_of(text, inner);
    need(height);
    draw_text(text, margin, data_->y, inner);
    data_->y += height + 2;
}

void Paper::gap(double points) {
    data_->y += points;
}

void Paper::rule() {
    need(8);
    draw_line(data_->y + 4, margin, page_width - margin, 0.75);
    data_->y += 8;
}

void Paper::side_by_side(const std::vector<std::vector<SheetText>>& blocks) {
    constexpr double between = 18;
    const double width =
        (inner - between * static_cast<double>(blocks.size() - 1)) / static_cast<double>(blocks.size());
    double highest = 0;
    for (const auto& block : blocks) {
        double height = 0;
        for (const SheetText& each : block) height += height_of(each, width) + 2;
        highest = std::max(highest, height);
    }
    need(highest);
    double x = margin;
    for (const auto& block : blocks) {
        double y = data_->y;
        for (const SheetText& each : block) {
            draw_text(each, x, y, width);
            y += height_of(each, width) + 2;
        }
        x += width + between;
    }
    data_->y += highest;
}

double Paper::draw_head(const std::vector<SheetColumn>& columns, const std::vector<double>& widths) {
    double height = 0, x = margin;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const SheetText head{columns[i].head, 7.5, true, true, columns[i].right};
        draw_text(head, x, data_->y, widths[i] - cell_gap);
        height = std::max(height, height_of(head, widths[i] - cell_gap));
        x += widths[i];
    }
    draw_line(data_->y + height + 3, margin, page_width - margin, 0.3);
    return height + 3 + row_gap;
}

void Paper::table(const std::vector<SheetColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
    double shares = 0;
    for (const SheetColumn& each : columns) shares += each.share;
    std::vector<double> widths;
    for (const SheetColumn& each : columns) widths.push_back(inner * each.share / shares);
    need(40);
    data_->y += draw_head(columns, widths);
    for (const auto& row : rows) {
        require(row.size() == columns.size(), "a row has a cell for each column");
        double height = 0;
        for (std::size_t i = 0; i < row.size(); ++i)
            height = std::max(height, height_of({row[i], 8.5}, widths[i] - cell_gap));
        if (data_->y + height + row_gap > bottom) {
            need(page_height);
            data_->y += draw_head(columns, widths);
        }
        double x = margin;
        for (std::size_t i = 0; i < row.size(); ++i) {
            draw_text({row[i], 8.5, false, false, columns[i].right}, x, data_->y, widths[i] - cell_gap);
            x += widths[i];
        }
        data_->y += height + row_gap;
        draw_line(data_->y - row_gap / 2, margin, page_width - margin, 0.88);
    }
    data_->y += 2;
}

void Paper::totals(const std::vector<std::pair<std::string, std::string>>& lines) {
    constexpr double name_width = 150, value_width = 110;
    double all = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) all += i + 1 == lines.size() ? 24 : 15;
    need(all);
    const double x = page_width - margin - name_width - value_width;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool last = i + 1 == lines.size();
        if (last) draw_line(data_->y + 1, x, page_width - margin, 0.3);
        if (last) data_->y += 6;
        const double size = last ? 11.5 : 9;
        draw_text({lines[i].first, size, last, !last, false}, x, data_->y, name_width);
        draw_text({lines[i].second, size, last, false, true}, x + name_width, data_->y, value_width);
        data_->y += last ? 18 : 15;
    }
}

void Paper::draw_code(const std::string& content, double x, double y) {
    const QrCode code = qr_code(content);
    const double square = code_width / code.side;
    data_->pages.back().push_back([=](cairo_t* cairo) {
        cairo_set_source_rgb(cairo, 0, 0, 0);
        for (int row = 0; row < code.side; ++row)
            for (int column = 0; column < code.side; ++column)
                if (code.dark[static_cast<std::size_t>(row * code.side + column)])
                    cairo_rectangle(cairo, x + column * square, y + row * square, square, square);
        cairo_fill(cairo);
    });
}

void Paper::codes(const std::vector<SheetCode>& codes) {
    constexpr double column = 170, text_gap = 5;
    double highest = 0;
    std::vector<std::pair<SheetText, SheetText>> texts;
    for (const SheetCode& each : codes) {
        texts.push_back({{each.title, 7.5, true}, {each.caption, 7.5}});
        highest = std::max(highest, height_of(texts.back().first, column) + height_of(texts.back().second, column));
    }
    need(highest + code_width + 2 * text_gap);
    double x = margin;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const double title = height_of(texts[i].first, column);
        draw_text(texts[i].first, x, data_->y, column);
        draw_code(codes[i].content, x, data_->y + title + text_gap);
        draw_text(texts[i].second, x, data_->y + title + 2 * text_gap + code_width, column);
        x += column + 2 * text_gap;
    }
    data_->y += highest + code_width + 2 * text_gap + 2;
}

std::string Paper::pdf() {
    std::string octets;
    cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &octets, page_width, page_height);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, data_->title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Relacja");
    cairo_t* cairo = cairo_create(surface);
    for (std::size_t i = 0; i < data_->pages.size(); ++i) {
        for (const Drawing& each : data_->pages[i]) each(cairo);
        show(cairo, {data_->footer, 7.5, false, true}, margin, bottom + 18, inner * 0.75);
        show(cairo, {with_numbers(data_->of_page, i + 1, data_->pages.size()), 7.5, false, true, true},
             margin + inner * 0.75, bottom + 18, inner * 0.25);
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    const bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    require(good, "the PDF was drawn");
    return octets;
}

} // namespace crm
