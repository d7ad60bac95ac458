"""What the benchmarks ask: every kind of question, in both languages, about the companies of the corpus."""

QUESTIONS = (
    "what is the bear case on Xiaomi",
    "what is the bull case on Tesla",
    "小米的看空理由是什么",
    "看好英伟达的理由有哪些",
    "what do people say about BYD's margins",
    "比亚迪的毛利率怎么样",
    "is there any risk in Tencent's regulation",
    "what is the bear case on Alibaba since 2025-06-01",
    "Nvidia vs AMD",
    "美团和阿里巴巴哪个更好",
    "why would anyone sell Apple",
    "贵州茅台的估值",
    "what is the bull case on CATL's technology",
    "宁德时代的竞争",
    "what worries people about Netflix subscribers",
    "what do the bears say",
)
